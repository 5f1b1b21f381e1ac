package org.mailstead.pop3;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.mailstead.directory.Pop3Choice.OnDownload;
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
        // RFC 6856 §2: USER means that names and passwords may have letters of all scripts, with or without the
        // command.
        answer.line("UTF8 USER");
        answer.line("LANG");
        answer.line(expire(session, state));
        long delay = session.limits().loginDelay().toSeconds();
        if (delay > 0) answer.line("LOGIN-DELAY " + delay);
        if (state instanceof Pop3State.Authorization) {
            // Offered only where it is taken (RFC 2595 §4), so that a program does not send a password in vain.
            if (session.takesPasswords()) {
                if (session.takesShownPasswords()) answer.line("USER");
                List<SaslMechanism> offered = session.mechanisms();
                // RFC 5034 §3.
                if (!offered.isEmpty())
                    answer.line(
                            "SASL " + offered.stream().map(SaslMechanism::word).collect(joining(" ")));
            }
            if (!session.connection().isEncrypted()) answer.line("STLS");
        }
        answer.line("IMPLEMENTATION Mailstead");
        answer.end();
        return state;
    }

    /** For how long messages stay that were downloaded. RFC 2449 §6.7. */
    private static String expire(Pop3Session session, Pop3State state) {
        if (state instanceof Pop3State.Transaction(Maildrop maildrop)) {
            return switch (maildrop.onDownload()) {
                case OnDownload.Client(), OnDownload.Keep() -> "EXPIRE NEVER";
                case OnDownload.Delete() -> "EXPIRE 0";
                case OnDownload.DeleteAfter(int days) -> "EXPIRE " + days;
            };
        }
        OptionalInt fewest = session.fewestDays();
        return fewest.isPresent() ? "EXPIRE " + fewest.getAsInt() + " USER" : "EXPIRE NEVER";
    }
}
