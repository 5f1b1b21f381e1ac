package org.mailstead.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mailstead.sasl.SaidName;
import org.mailstead.sasl.SaslDialogue;
import org.mailstead.sasl.SaslDialogue.BrokenOff;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.smtp.SubmissionSignIn.Outcome;
import org.mailstead.wire.Backends.Backend;
import org.mailstead.wire.Backends.Unavailable;
import org.mailstead.wire.LineTooLong;
import org.mailstead.wire.Signpost;

/** AUTH. RFC 4954 §4. */
record Auth(String mechanism, Optional<String> initialResponse) implements SmtpCommand.BetweenMails {
    static Auth read(String rest) {
        String[] words = rest.split(" +", 3);
        if (rest.isEmpty() || words.length > 2) throw new Malformed(SmtpReplies.BAD_SIGN_IN);
        if (words.length == 1) return new Auth(words[0], Optional.empty());
        // "=" stands for a response that is there but empty.
        return new Auth(words[0], Optional.of(words[1].equals("=") ? "" : words[1]));
    }

    @Override
    public SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException {
        if (!session.profile().wantsSignIn()) throw new Malformed(SmtpReplies.SIGN_IN_ELSEWHERE);
        if (state.peer().signedIn().isPresent()) throw new Malformed(SmtpReplies.SIGNED_IN_ALREADY);
        if (!session.offersSignIn()) {
            var told = SaidName.of(mechanism, initialResponse)
                    .flatMap(name -> session.services().signIn().withoutTls(name, session.from(state.peer())));
            throw new Refused(SmtpReplies.SIGN_IN_NEEDS_TLS.saying(told));
        }
        List<SaslMechanism> offered = session.mechanisms();
        SaslMechanism chosen = SaslMechanism.of(mechanism)
                .filter(offered::contains)
                .orElseThrow(() -> new Malformed(SmtpReplies.UNKNOWN_MECHANISM));
        return switch (outcome(
                session,
                session.services().signIn().begin(chosen, session.channel(), offered, session.from(state.peer())))) {
            case Outcome.Welcome(var who) -> {
                if (goneOn(session, who, chosen)) yield new SmtpState.Ended();
                session.logEvent("signed in as " + who.address() + " (" + chosen.word() + ")");
                session.say(SmtpReplies.SIGNED_IN);
                yield new SmtpState.Ready(state.peer().signedInAs(who));
            }
            case Outcome.Refused refused -> throw session.refusedSignIn(refused);
            case Outcome.Unavailable() -> throw new Refused(SmtpReplies.SIGN_IN_UNAVAILABLE);
        };
    }

    /** Whether the session has gone on at another server, and is over. */
    private static boolean goneOn(SmtpSession session, Submitter who, SaslMechanism chosen) throws IOException {
        try {
            Optional<Backend> backend = session.services().backends().behind(who.accountId(), Signpost.Spoken.SMTP);
            if (backend.isEmpty()) return false;
            try (Backend there = backend.get()) {
                session.logEvent(
                        "signed in as " + who.address() + " (" + chosen.word() + "), whose mailbox is elsewhere");
                session.say(SmtpReplies.SIGNED_IN);
                session.connection().flush();
                there.pass(session.connection());
            }
            return true;
        } catch (Unavailable e) {
            session.logEvent("the mailbox of " + who.address() + " cannot be reached: " + e.told());
            throw new Refused(SmtpReplies.SIGN_IN_UNAVAILABLE.saying(Optional.of(e.told())));
        }
    }

    private Outcome outcome(SmtpSession session, SaslExchange<Outcome> exchange) throws IOException {
        try {
            return SaslDialogue.hold(exchange, initialResponse, challenge -> ask(challenge, session));
        } catch (BrokenOff e) {
            throw new Malformed(
                    switch (e.kind()) {
                        case CANCELLED -> SmtpReplies.SIGN_IN_CANCELLED;
                        case NO_BASE64 -> SmtpReplies.BAD_SIGN_IN;
                        case MECHANISM -> SmtpReplies.brokenSignIn(e.why());
                    });
        }
    }

    private static String ask(String challenge, SmtpSession session) throws IOException {
        session.say(SmtpReplies.challenge(challenge));
        try {
            return new String(session.readLine(session.limits().signInLine()), StandardCharsets.ISO_8859_1);
        } catch (LineTooLong e) {
            throw new Malformed(SmtpReplies.SIGN_IN_TOO_LONG);
        }
    }

    /** The initial response holds the password. */
    @Override
    public String toString() {
        return "Auth[" + mechanism + "]";
    }
}
