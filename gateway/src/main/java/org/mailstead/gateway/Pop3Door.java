package org.mailstead.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;
import org.mailstead.wire.TlsServer;

/** POP3 up to the sign-in. RFC 1939 §4, RFC 2449 §5, RFC 5034 §4. */
final class Pop3Door extends Door {
    /** What a server's own capabilities are passed on of; those for signing in are ours. */
    private static final List<String> PASSED_ON =
            List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE", "LOGIN-DELAY", "UTF8");

    Pop3Door(Doorkeeper keeper, TlsServer tls, RandomGenerator random) {
        super(keeper, tls, Protocol.POP3, random);
    }

    @Override
    Session session(Connection program) {
        return new Talk(program);
    }

    private final class Talk implements Session {
        private final Connection program;
        private String user = "";

        Talk(Connection program) {
            this.program = program;
        }

        @Override
        public void greet() throws IOException {
            say("+OK Mailstead gateway");
        }

        @Override
        public boolean handle(String line) throws IOException {
            int space = line.indexOf(' ');
            String name = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            String rest = space < 0 ? "" : line.substring(space + 1);
            switch (name) {
                case "CAPA" -> capabilities();
                case "NOOP" -> say("+OK done");
                case "QUIT" -> {
                    say("+OK goodbye");
                    return false;
                }
                case "STLS" -> startTls();
                case "USER", "PASS", "AUTH" -> {
                    if (!program.mayCarryPasswords()) {
                        say("-ERR begin TLS first");
                        return true;
                    }
                    return signIn(name, rest);
                }
                default -> say("-ERR sign in first, with the password that the gateway has made for this program");
            }
            return true;
        }

        private void capabilities() throws IOException {
            say("+OK");
            if (program.mayCarryPasswords()) say("USER\r\nSASL PLAIN LOGIN");
            if (!program.isEncrypted()) say("STLS");
            Offer offer = keeper.offer(Protocol.POP3);
            // Every provider has these two, and programs ask before they sign in.
            List<String> known = offer.equals(Offer.LEAST) ? List.of("TOP", "UIDL") : offer.only(PASSED_ON);
            for (String each : known) say(each);
            say(".");
        }

        private void startTls() throws IOException {
            if (program.isEncrypted()) {
                say("-ERR TLS is on already");
                return;
            }
            say("+OK begin TLS");
            program.startTls(tls);
            user = "";
        }

        private boolean signIn(String name, String rest) throws IOException {
            if (name.equals("USER")) {
                user = rest;
                say("+OK and the password?");
                return true;
            }
            if (name.equals("PASS")) {
                if (user.isBlank()) {
                    say("-ERR the name comes first");
                    return true;
                }
                // A password may have spaces. RFC 1939 §7.
                return enter(program, this, keeper.judge(user, rest));
            }
            if (rest.isBlank()) {
                say("+OK\r\nPLAIN\r\nLOGIN\r\n.");
                return true;
            }
            int space = rest.indexOf(' ');
            Optional<String> initial = space < 0 ? Optional.empty() : Optional.of(rest.substring(space + 1));
            return authenticate(program, this, space < 0 ? rest : rest.substring(0, space), initial);
        }

        private void say(String line) throws IOException {
            program.write(line + "\r\n");
        }

        @Override
        public String ask(String challenge) throws IOException {
            say("+ " + challenge);
            return Objects.requireNonNullElse(line(program), "*");
        }

        @Override
        public void tooLong() throws IOException {
            say("-ERR the line is too long");
        }

        @Override
        public void goodbye(String why) throws IOException {
            say("-ERR " + why);
        }

        @Override
        public void wrong() throws IOException {
            say(
                    "-ERR [AUTH] This is not a password that the gateway has made for this account. Make one: mailstead gateway password");
        }

        @Override
        public void notNow(String why) throws IOException {
            say("-ERR [SYS/TEMP] " + why);
        }

        @Override
        public void broken(String why) throws IOException {
            say("-ERR " + why);
        }

        @Override
        public void welcome(List<String> offer) throws IOException {
            say("+OK signed in");
        }
    }
}
