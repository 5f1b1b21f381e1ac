package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.SignIn;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.Step;

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
        if (!session.mayTakePasswords()) return ImapReplies.TLS_FIRST;
        List<SaslMechanism> offered = SignInStep.offered(session);
        Optional<SaslMechanism> chosen = SaslMechanism.of(mechanism).filter(offered::contains);
        if (chosen.isEmpty()) return ImapReplies.UNKNOWN_MECHANISM;
        SaslExchange<SignIn> exchange = session.server()
                .directory()
                .begin(chosen.get(), SignInStep.channel(session), offered, SignInStep.from(session));
        byte[] response = initial.isPresent() ? decode(initial.get()) : ask(session, exchange.opening());
        while (true) {
            switch (exchange.respond(response)) {
                case Step.Challenge<SignIn>(byte[] challenge) -> response = ask(session, challenge);
                case Step.Done<SignIn>(SignIn outcome) -> {
                    return SignInStep.conclude(
                            session, state, outcome, chosen.get().word());
                }
                case Step.Broken<SignIn>(String why) ->
                    throw new EndOfCommand.Malformed("Signing in broke off: " + why + ".");
            }
        }
    }

    private static byte[] ask(ImapSession session, byte[] challenge) throws IOException {
        session.out()
                .text("+ ")
                .text(Base64.getEncoder().encodeToString(challenge))
                .line();
        session.out().flush();
        byte[] line = session.connection().readLine(session.server().limits().lineBytes());
        if (line == null) throw new EOFException();
        String answer = new String(line, StandardCharsets.ISO_8859_1);
        if (answer.equals("*")) throw ImapReplies.AUTHENTICATION_CANCELLED.asRefusal();
        return decode(answer);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.equals("=") ? "" : base64.strip());
        } catch (IllegalArgumentException e) {
            throw new EndOfCommand.Malformed("That is not base64.");
        }
    }

    /** The initial response holds the password. */
    @Override
    public String toString() {
        return "Authenticate[" + mechanism + "]";
    }
}
