package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.SignInStep.Credentials;

/** AUTHENTICATE with PLAIN (RFC 4616 §2) or LOGIN. RFC 3501 §6.2.2; initial responses: RFC 4959 §3. */
record Authenticate(String mechanism, Optional<String> initial) implements ImapCommand.BeforeSignIn {
    private static final String USERNAME = "VXNlcm5hbWU6";
    private static final String PASSWORD = "UGFzc3dvcmQ6";

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
        return switch (mechanism) {
            case "PLAIN" -> plain(session, state);
            case "LOGIN" -> login(session, state);
            default -> ImapReplies.UNKNOWN_MECHANISM;
        };
    }

    private ImapReply plain(ImapSession session, Greeted state) throws IOException {
        String response = initial.isPresent() ? initial.get() : ask(session, "");
        String[] parts = decode(response).split("\0", -1);
        if (parts.length != 3) throw new EndOfCommand.Malformed("PLAIN takes three parts with NUL between them.");
        return SignInStep.check(session, state, new Credentials(parts[0], parts[1], parts[2]));
    }

    private ImapReply login(ImapSession session, Greeted state) throws IOException {
        String user = decode(initial.isPresent() ? initial.get() : ask(session, USERNAME));
        String password = decode(ask(session, PASSWORD));
        return SignInStep.check(session, state, new Credentials("", user, password));
    }

    private static String ask(ImapSession session, String challenge) throws IOException {
        session.out().text("+ ").text(challenge).line();
        session.out().flush();
        byte[] line = session.connection().readLine(session.server().limits().lineBytes());
        if (line == null) throw new EOFException();
        String answer = new String(line, StandardCharsets.ISO_8859_1);
        if (answer.equals("*")) throw ImapReplies.AUTHENTICATION_CANCELLED.asRefusal();
        return answer;
    }

    private static String decode(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.equals("=") ? "" : base64.strip());
            return ImapReader.unicode(new String(bytes, StandardCharsets.ISO_8859_1));
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
