package org.mailstead.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.SignIn;
import org.mailstead.sasl.SaidName;
import org.mailstead.sasl.SaslDialogue;
import org.mailstead.sasl.SaslDialogue.BrokenOff;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;

/** AUTH, RFC 5034 §4; without a mechanism it lists them, as old programs ask. */
record Auth(String mechanism, Optional<String> initial) implements Pop3Command.BeforeSignIn {
    static Auth read(CommandReader in) {
        if (in.isEmpty()) return new Auth("", Optional.empty());
        String[] words = in.rest().strip().split(" +");
        if (words.length > 2) throw new EndOfCommand.Malformed(Pop3Replies.WRONG_ARGUMENTS);
        return new Auth(words[0], words.length == 1 ? Optional.empty() : Optional.of(words[1]));
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException {
        if (!session.takesPasswords()) {
            throw SaidName.of(mechanism, initial)
                    .map(session::withoutTls)
                    .orElseGet(() -> new EndOfCommand.Refused(Pop3Replies.TLS_FIRST));
        }
        List<SaslMechanism> offered = session.mechanisms();
        if (mechanism.isEmpty()) {
            list(session.answer(), offered);
            return state;
        }
        SaslMechanism chosen = SaslMechanism.of(mechanism)
                .filter(offered::contains)
                .orElseThrow(() -> new EndOfCommand.Refused(Pop3Replies.UNKNOWN_MECHANISM));
        return session.concluded(outcome(session, session.begin(chosen, offered)), chosen.word());
    }

    private static void list(Answer answer, List<SaslMechanism> offered) throws IOException {
        answer.begin(Pop3Replies.MECHANISMS);
        for (SaslMechanism each : offered) answer.line(each.word());
        answer.end();
    }

    private SignIn outcome(Pop3Session session, SaslExchange<SignIn> exchange) throws IOException {
        try {
            return SaslDialogue.hold(exchange, initial.map(Auth::base64), challenge -> ask(session, challenge));
        } catch (BrokenOff e) {
            throw switch (e.kind()) {
                case CANCELLED -> new EndOfCommand.Refused(Pop3Replies.SIGN_IN_CANCELLED);
                case NO_BASE64 -> new EndOfCommand.Malformed(Pop3Replies.NO_BASE64);
                case MECHANISM -> new EndOfCommand.Malformed(Pop3Replies.brokenSignIn(e.why()));
            };
        }
    }

    private static String ask(Pop3Session session, String challenge) throws IOException {
        session.answer().challenge(challenge);
        return base64(new String(session.nextResponse(), StandardCharsets.ISO_8859_1));
    }

    /** "=" stands for a response that is there but empty. RFC 5034 §4. */
    private static String base64(String response) {
        return response.equals("=") ? "" : response;
    }

    /** The initial response holds the password. */
    @Override
    public String toString() {
        return "Auth[" + mechanism + "]";
    }
}
