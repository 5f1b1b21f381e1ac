package org.mailstead.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;
import org.mailstead.wire.TlsServer;

/** SMTP up to the sign-in. RFC 4954 §4. */
final class SmtpDoor extends Door {
    /** What a server's own extensions are passed on of: those that need nothing of us. */
    private static final List<String> PASSED_ON = List.of(
            "SIZE",
            "PIPELINING",
            "8BITMIME",
            "SMTPUTF8",
            "DSN",
            "CHUNKING",
            "BINARYMIME",
            "ENHANCEDSTATUSCODES",
            "DELIVERBY",
            "FUTURERELEASE");

    SmtpDoor(Doorkeeper keeper, TlsServer tls, RandomGenerator random) {
        super(keeper, tls, Protocol.SMTP, random);
    }

    @Override
    Session session(Connection program) {
        return new Talk(program);
    }

    private final class Talk implements Session {
        private final Connection program;
        private boolean extended;

        Talk(Connection program) {
            this.program = program;
        }

        @Override
        public void greet() throws IOException {
            say("220 localhost ESMTP Mailstead gateway");
        }

        @Override
        public boolean handle(String line) throws IOException {
            String[] words = line.strip().split(" +", 3);
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> hello();
                case "HELO" -> say("250 localhost");
                case "NOOP", "RSET" -> say("250 2.0.0 done");
                case "QUIT" -> {
                    say("221 2.0.0 goodbye");
                    return false;
                }
                case "STARTTLS" -> startTls();
                case "AUTH" -> {
                    return signIn(words);
                }
                case "MAIL", "RCPT", "DATA", "BDAT", "VRFY" ->
                    say("530 5.7.0 Sign in first, with the password that the gateway has made for this program");
                default -> say("500 5.5.2 This command is not known");
            }
            return true;
        }

        private void hello() throws IOException {
            extended = true;
            var lines = new ArrayList<String>();
            lines.add("localhost");
            lines.addAll(keeper.offer(Protocol.SMTP).only(PASSED_ON));
            if (!program.isEncrypted()) lines.add("STARTTLS");
            // Printers and old programs know the second form only.
            if (program.mayCarryPasswords()) lines.addAll(List.of("AUTH PLAIN LOGIN", "AUTH=PLAIN LOGIN"));
            for (int i = 0; i < lines.size(); i++) say("250" + (i == lines.size() - 1 ? " " : "-") + lines.get(i));
        }

        private void startTls() throws IOException {
            if (program.isEncrypted()) {
                say("503 5.5.1 TLS is on already");
                return;
            }
            say("220 2.0.0 begin TLS");
            program.startTls(tls);
            extended = false;
        }

        private boolean signIn(String[] words) throws IOException {
            if (!program.mayCarryPasswords()) {
                say("538 5.7.11 begin TLS first");
            } else if (!extended) {
                say("503 5.5.1 EHLO comes first");
            } else if (words.length < 2) {
                say("501 5.5.4 AUTH takes a mechanism");
            } else {
                Optional<String> initial = words.length == 3 ? Optional.of(words[2]) : Optional.empty();
                return authenticate(program, this, words[1], initial);
            }
            return true;
        }

        private void say(String line) throws IOException {
            program.write(line + "\r\n");
        }

        @Override
        public String ask(String challenge) throws IOException {
            say("334 " + challenge);
            return Objects.requireNonNullElse(line(program), "*");
        }

        @Override
        public void tooLong() throws IOException {
            say("500 5.5.2 The line is too long");
        }

        @Override
        public void goodbye(String why) throws IOException {
            say("421 4.7.0 " + why);
        }

        @Override
        public void wrong() throws IOException {
            say(
                    "535 5.7.8 This is not a password that the gateway has made for this account. Make one: mailstead gateway password");
        }

        @Override
        public void notNow(String why) throws IOException {
            say("454 4.7.0 " + why);
        }

        @Override
        public void broken(String why) throws IOException {
            say("501 5.5.2 " + why);
        }

        @Override
        public void welcome(List<String> offer) throws IOException {
            say("235 2.7.0 signed in");
        }
    }
}
