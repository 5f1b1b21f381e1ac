package org.mailstead.pop3;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import org.mailstead.sasl.SaslMechanism;

/** CAPA. RFC 2449 §5. */
record Capa() implements Pop3Command.Anytime {
    static Capa read(CommandReader in) {
        in.none();
        return new Capa();
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State state) throws IOException {
        Answer answer = session.answer();
        answer.begin(Pop3Replies.CAPABILITIES);
        answer.line("TOP");
        answer.line("UIDL");
        answer.line("RESP-CODES");
        // RFC 3206 §6: [AUTH] means the password, so a program may ask its person for another one.
        answer.line("AUTH-RESP-CODE");
        answer.line("PIPELINING");
        answer.line("EXPIRE NEVER");
        if (state instanceof Pop3State.Authorization) {
            // Offered only where it is taken (RFC 2595 §4), so that a program does not send a password in vain.
            if (session.takesPasswords()) {
                answer.line("USER");
                // RFC 5034 §3.
                answer.line("SASL "
                        + session.mechanisms().stream().map(SaslMechanism::word).collect(joining(" ")));
            }
            if (!session.connection().isEncrypted()) answer.line("STLS");
        }
        answer.line("IMPLEMENTATION Mailstead");
        answer.end();
        return state;
    }
}
