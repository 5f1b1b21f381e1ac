package org.mailstead.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;
import org.mailstead.wire.TlsServer;

/** IMAP up to the sign-in. RFC 9051 §6.1, §6.2. */
final class ImapDoor extends Door {
    ImapDoor(Doorkeeper keeper, TlsServer tls, RandomGenerator random) {
        super(keeper, tls, Protocol.IMAP, random);
    }

    @Override
    Session session(Connection program) {
        return new Talk(program);
    }

    private final class Talk implements Session {
        private final Connection program;
        private String tag = "*";

        Talk(Connection program) {
            this.program = program;
        }

        @Override
        public void greet() throws IOException {
            program.write("* OK [CAPABILITY " + capabilities() + "] Mailstead gateway\r\n");
        }

        private String capabilities() {
            String tlsToo = program.isEncrypted() ? "" : " STARTTLS";
            return "IMAP4rev1 ID" + tlsToo
                    + (program.mayCarryPasswords() ? " SASL-IR AUTH=PLAIN AUTH=LOGIN" : " LOGINDISABLED");
        }

        @Override
        public boolean handle(String line) throws IOException {
            ImapCommand command;
            try {
                command = ImapCommand.read(line, program);
            } catch (ImapCommand.Malformed e) {
                program.write((e.tag().isEmpty() ? "*" : e.tag()) + " BAD " + e.getMessage() + "\r\n");
                return !e.isOver();
            }
            tag = command.tag();
            switch (command.name()) {
                case "CAPABILITY" -> say("* CAPABILITY " + capabilities() + "\r\n" + tag + " OK done");
                case "NOOP" -> say(tag + " OK done");
                case "ID" -> say("* ID (\"name\" \"Mailstead gateway\")\r\n" + tag + " OK done");
                case "LOGOUT" -> {
                    say("* BYE goodbye\r\n" + tag + " OK done");
                    return false;
                }
                case "STARTTLS" -> startTls();
                case "LOGIN", "AUTHENTICATE" -> {
                    return signIn(command);
                }
                default ->
                    say(tag + " BAD sign in first, with the password that the gateway has made for this program");
            }
            return true;
        }

        private void startTls() throws IOException {
            if (program.isEncrypted()) {
                say(tag + " BAD TLS is on already");
                return;
            }
            say(tag + " OK begin TLS");
            program.startTls(tls);
        }

        private boolean signIn(ImapCommand command) throws IOException {
            if (!program.mayCarryPasswords()) {
                say(tag + " NO [PRIVACYREQUIRED] begin TLS first");
                return true;
            }
            List<String> arguments = command.arguments();
            if (command.name().equals("LOGIN")) {
                if (arguments.size() != 2) {
                    say(tag + " BAD LOGIN takes a name and a password");
                    return true;
                }
                return enter(program, this, keeper.judge(arguments.get(0), arguments.get(1)));
            }
            if (arguments.isEmpty() || arguments.size() > 2) {
                say(tag + " BAD AUTHENTICATE takes a mechanism");
                return true;
            }
            Optional<String> initial = arguments.size() == 2 ? Optional.of(arguments.get(1)) : Optional.empty();
            return authenticate(program, this, arguments.getFirst(), initial);
        }

        private void say(String lines) throws IOException {
            program.write(lines + "\r\n");
        }

        @Override
        public String ask(String challenge) throws IOException {
            say("+ " + challenge);
            return Objects.requireNonNullElse(line(program), "*");
        }

        @Override
        public void tooLong() throws IOException {
            say("* BAD the line is too long");
        }

        @Override
        public void goodbye(String why) throws IOException {
            say("* BYE " + why);
        }

        @Override
        public void wrong() throws IOException {
            say(tag + " NO [AUTHENTICATIONFAILED] This is not a password that the gateway has made for this account."
                    + " Make one: mailstead gateway password");
        }

        @Override
        public void notNow(String why) throws IOException {
            // Some programs show only alerts, some only what stands behind NO.
            say("* NO [ALERT] " + why + "\r\n" + tag + " NO [UNAVAILABLE] " + why);
        }

        @Override
        public void broken(String why) throws IOException {
            say(tag + " BAD " + why);
        }

        @Override
        public void welcome(List<String> offer) throws IOException {
            String capabilities = String.join(" ", ImapCapabilities.that(offer));
            say(tag + " OK " + (capabilities.isEmpty() ? "" : "[CAPABILITY " + capabilities + "] ") + "signed in");
        }
    }
}
