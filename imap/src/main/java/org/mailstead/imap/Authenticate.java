package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.SignIn;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.sasl.SaidName;
import org.mailstead.sasl.SaslDialogue;
import org.mailstead.sasl.SaslDialogue.BrokenOff;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;

/** AUTHENTICATE. RFC 3501 §6.2.2; initial responses: RFC 4959 §3. */
record Authenticate(String mechanism, Optional<String> initial) implements ImapCommand.BeforeSignIn {
    static Authenticate read(ImapReader in) {
        in.space();
        String mechanism = in.word();
        Optional<String> initial = Optional.empty();
        if (in.moreAfterSpace()) initial = Optional.of(in.rest());
        return new Authenticate(mechanism, initial);
    }

    @Override
    public ImapReply run(ImapSession session, Greeted state) throws IOException {
        if (!session.mayTakePasswords()) {
            var said = SaidName.of(mechanism, initial)
                    .flatMap(name -> session.server().signIns().withoutTls(name, SignInStep.caller(session)));
            return SignInStep.told(session, ImapReplies.TLS_FIRST, said);
        }
        List<SaslMechanism> offered = SignInStep.offered(session);
        Optional<SaslMechanism> chosen = SaslMechanism.of(mechanism).filter(offered::contains);
        if (chosen.isEmpty()) return ImapReplies.UNKNOWN_MECHANISM;
        SaslExchange<SignIn> exchange = session.server()
                .signIns()
                .begin(chosen.get(), SignInStep.channel(session), offered, SignInStep.caller(session));
        try {
            SignIn outcome = SaslDialogue.hold(
                    exchange, initial.map(Authenticate::base64), challenge -> ask(session, challenge));
            return SignInStep.conclude(session, state, outcome, chosen.get().word());
        } catch (BrokenOff e) {
            throw switch (e.kind()) {
                case CANCELLED -> ImapReplies.AUTHENTICATION_CANCELLED.asRefusal();
                case NO_BASE64 -> new EndOfCommand.Malformed("That is not base64.");
                case MECHANISM -> new EndOfCommand.Malformed("Signing in broke off: " + e.why() + ".");
            };
        }
    }

    private static String ask(ImapSession session, String challenge) throws IOException {
        session.out().text("+ ").text(challenge).line();
        session.out().flush();
        byte[] line = session.connection().readLine(session.server().limits().lineBytes());
        if (line == null) throw new EOFException();
        return base64(new String(line, StandardCharsets.ISO_8859_1));
    }

    /** "=" stands for a response that is there but empty. RFC 4959 §3. */
    private static String base64(String response) {
        return response.equals("=") ? "" : response.strip();
    }

    /** The initial response holds the password. */
    @Override
    public String toString() {
        return "Authenticate[" + mechanism + "]";
    }
}
