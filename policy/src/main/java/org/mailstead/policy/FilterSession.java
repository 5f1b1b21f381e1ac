package org.mailstead.policy;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.IprevVerdict;
import org.mailstead.milter.Filtering;
import org.mailstead.milter.Macros;
import org.mailstead.milter.MilterAnswer;
import org.mailstead.milter.MilterAnswer.Refuse;
import org.mailstead.milter.MilterMail;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;

/**
 * One filter in one session. A filter that cannot be asked is asked anew for the next mail: what became of the client and of its
 * hello is told once more then.
 */
final class FilterSession {
    private final Filter filter;
    private final Facts facts;
    private final InetSocketAddress client;
    private @Nullable Filtering open;
    private @Nullable String failure;
    private @Nullable SmtpPeer peer;

    FilterSession(Filter filter, Facts facts, InetSocketAddress client) {
        this.filter = filter;
        this.facts = facts;
        this.client = client;
    }

    private interface Question {
        Optional<Refuse> ask(Filtering asked) throws IOException;
    }

    /** Not being there is told when mail comes: the client may only want to know whether anybody is at home. */
    Verdict connected() {
        Verdict verdict = ask(_ -> Optional.empty());
        return failure == null ? verdict : Verdict.PASS;
    }

    Verdict hello(String name) {
        if (open == null) return Verdict.PASS;
        Verdict verdict = ask(asked -> asked.hello(name, macros()));
        return failure == null ? verdict : Verdict.PASS;
    }

    Verdict sender(SmtpPeer who, Optional<SmtpAddress> sender) {
        peer = who;
        failure = null;
        String address = sender.map(SmtpAddress::toString).orElse("");
        Macros macros = macros().with("{mail_addr}", address);
        who.signedIn()
                .ifPresent(submitter -> macros.with("{auth_type}", "PLAIN")
                        .with("{auth_authen}", submitter.address())
                        .with("{auth_author}", submitter.address()));
        return ask(asked -> asked.mail(address, macros));
    }

    Verdict recipient(SmtpAddress recipient) {
        return ask(
                asked -> asked.recipient(recipient.toString(), new Macros().with("{rcpt_addr}", recipient.toString())));
    }

    private Verdict ask(Question question) {
        if (failure != null) return failed();
        try {
            Filtering asked = open;
            if (asked == null) {
                asked = filter.opener().open();
                open = asked;
                Optional<Refuse> refused = asked.connect(client, clientName(), connection());
                if (refused.isPresent()) return refused(refused.get());
                if (!facts.hello().isEmpty()) refused = asked.hello(facts.hello(), macros());
                if (refused.isPresent()) return refused(refused.get());
            }
            return question.ask(asked).map(this::refused).orElse(Verdict.PASS);
        } catch (IOException e) {
            return failedWith(e);
        }
    }

    private Verdict failedWith(IOException e) {
        failure = filter.address() + " could not be asked: " + e.getMessage();
        close();
        return failed();
    }

    private Verdict failed() {
        String reason = String.valueOf(failure);
        return filter.letsInUnasked()
                ? new Verdict.Pass(reason)
                : new Verdict.TryLater(
                        Replies.of(451, "4.3.0", "a mail filter here does not answer, try again later"), reason);
    }

    private Verdict refused(Refuse how) {
        var reply =
                Replies.of(how.code(), how.status(), how.text().isEmpty() ? "refused by a mail filter" : how.text());
        String reason = filter.address() + " says: " + reply;
        return how.code() >= 500 ? new Verdict.Refuse(reply, reason) : new Verdict.TryLater(reply, reason);
    }

    /** What it says of the whole message. */
    Verdict message(SmtpEnvelope envelope, FilteredMail message) throws IOException {
        Filtering asked = open;
        if (failure != null || asked == null) return failure == null ? Verdict.PASS : failed();
        MilterMail mail = message.shown(envelope.id());
        try {
            return switch (asked.message(mail, new Macros().with("i", envelope.id()))) {
                case MilterAnswer.Accept accept -> let(accept);
                case Refuse how -> refused(how);
            };
        } catch (IOException e) {
            return failedWith(e);
        }
    }

    private Verdict let(MilterAnswer.Accept accept) {
        var changes = accept.changes();
        var reasons = new ArrayList<String>();
        if (!accept.junk().isEmpty()) reasons.add(accept.junk());
        if (!accept.edits().isEmpty()) reasons.add(accept.edits().size() + " fields changed");
        if (changes.sender() != null) reasons.add("the sender is <" + changes.sender() + "> now");
        if (!changes.added().isEmpty()) reasons.add("also for " + String.join(", ", changes.added()));
        if (!changes.removed().isEmpty()) reasons.add("not for " + String.join(", ", changes.removed()));
        if (changes.body() != null) reasons.add("another text");
        if (reasons.isEmpty()) return Verdict.PASS;
        return new Verdict.Change(
                accept.edits(),
                !accept.junk().isEmpty(),
                filter.address() + ": " + String.join(", ", reasons),
                changes);
    }

    /** Names as Postfix and Sendmail have them, so that filters find what they look for. */
    private Macros connection() {
        boolean six = client.getAddress() instanceof Inet6Address;
        return new Macros()
                .with("j", facts.hostName())
                .with("{daemon_name}", "mailstead")
                .with("v", "Mailstead")
                .with(
                        "{client_addr}",
                        (six ? "IPv6:" : "") + client.getAddress().getHostAddress())
                .with("{client_port}", Integer.toString(client.getPort()))
                .with("{client_name}", clientName());
    }

    private Macros macros() {
        var macros = new Macros();
        String tls = peer == null || peer.tls() == null ? "" : peer.tls();
        int space = tls.indexOf(' ');
        if (space > 0) macros.with("{tls_version}", tls.substring(0, space)).with("{cipher}", tls.substring(space + 1));
        return macros;
    }

    private String clientName() {
        var iprev = facts.iprev();
        var name = iprev.name();
        return iprev.result() == IprevVerdict.Outcome.PASS && name != null
                ? name.toString()
                : "[" + facts.client().getHostAddress() + "]";
    }

    void close() {
        Filtering asked = open;
        open = null;
        if (asked != null) asked.close();
    }
}
