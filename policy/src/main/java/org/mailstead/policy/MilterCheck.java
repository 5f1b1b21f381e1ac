package org.mailstead.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.authenticity.IprevVerdict;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.HeaderChange;
import org.mailstead.message.Spool;
import org.mailstead.milter.Milter;
import org.mailstead.milter.MilterAddress;
import org.mailstead.milter.MilterAnswer;
import org.mailstead.milter.MilterMail;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;

/**
 * Shows the whole message to a filter of somebody else. It is asked once, at the end: so what it says of one recipient holds for
 * the message.
 *
 * @param letsInUnasked whether mail is let in when the filter does not answer; else it is tried again later
 */
record MilterCheck(MilterAddress address, Filter filter, boolean letsInUnasked) implements Check {
    /** What the filter is asked through. */
    interface Filter {
        MilterAnswer ask(MilterMail mail) throws IOException;
    }

    static MilterCheck of(Milter milter, boolean letsInUnasked) {
        return new MilterCheck(milter.address(), milter::ask, letsInUnasked);
    }

    @Override
    public Description description() {
        return new Description(
                Stage.MESSAGE,
                "filter",
                true,
                "The filter at " + address
                        + " is shown the message, and may refuse it, change its header, or have it go to Junk.",
                "filters.milters = " + address + ", filters.on-failure = " + (letsInUnasked ? "accept" : "later"));
    }

    @Override
    public Verdict judge(Facts facts) {
        MilterMail mail;
        try {
            mail = mail(facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return switch (filter.ask(mail)) {
                case MilterAnswer.Accept accept -> let(accept);
                case MilterAnswer.Refuse(int code, String status, String text) -> {
                    var reply = Replies.of(code, status, text.isEmpty() ? "refused by a mail filter" : text);
                    String reason = address + " says: " + reply;
                    yield code >= 500 ? new Verdict.Refuse(reply, reason) : new Verdict.TryLater(reply, reason);
                }
            };
        } catch (IOException e) {
            String reason = address + " could not be asked: " + e.getMessage();
            return letsInUnasked
                    ? new Verdict.Pass(reason)
                    : new Verdict.TryLater(
                            Replies.of(451, "4.3.0", "a mail filter here does not answer, try again later"), reason);
        }
    }

    private Verdict let(MilterAnswer.Accept accept) {
        var reasons = new ArrayList<String>();
        if (!accept.junk().isEmpty()) reasons.add(accept.junk());
        if (!accept.edits().isEmpty()) reasons.add(accept.edits().size() + " fields changed");
        for (String each : accept.ignored()) reasons.add(each + " is not done here");
        if (reasons.isEmpty()) return Verdict.PASS;
        return new Verdict.Change(
                accept.edits(), !accept.junk().isEmpty(), address + ": " + String.join(", ", reasons));
    }

    private static MilterMail mail(Facts facts) throws IOException {
        SmtpEnvelope envelope = facts.envelope();
        Spool message = facts.message();
        byte[] header = HeaderChange.headerOf(message);
        var iprev = facts.iprev();
        var name = iprev.name();
        return new MilterMail(
                envelope.id(),
                facts.hostName(),
                new InetSocketAddress(facts.client(), 0),
                iprev.result() == IprevVerdict.Outcome.PASS && name != null
                        ? name.toString()
                        : "[" + facts.client().getHostAddress() + "]",
                facts.hello(),
                facts.sender().map(SmtpAddress::toString).orElse(""),
                envelope.recipients().stream()
                        .map(each -> each.address().toString())
                        .toList(),
                fields(header),
                () -> {
                    InputStream in = message.open();
                    in.skipNBytes(header.length);
                    return in;
                });
    }

    /** Those that came with the message: our own trace fields are not the filter's business. */
    private static List<MilterMail.Field> fields(byte[] header) {
        var fields = new ArrayList<MilterMail.Field>();
        for (var field :
                HeaderBlock.parse(header).fields().stream().skip(FieldEdits.OWN).toList()) {
            int start = (int) field.span().start() + field.name().length() + 1;
            int end = (int) field.span().end();
            if (field.name().isEmpty() || start > end) continue;
            String value = new String(header, start, end - start, StandardCharsets.ISO_8859_1);
            fields.add(new MilterMail.Field(
                    field.name(), value.replaceFirst("^ ", "").replaceFirst("[\r\n]+$", "")));
        }
        return fields;
    }
}
