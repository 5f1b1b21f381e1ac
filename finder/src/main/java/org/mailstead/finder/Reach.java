package org.mailstead.finder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TimeLimit;

/** Whether a mail server answers as a program needs it: connected, TLS with a certificate for its name, and perhaps signed in. */
final class Reach {
    /** For all that is said to one server; a person waits for it. */
    private static final Duration TOTAL = Duration.ofSeconds(20);

    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** Of a line of an answer. */
    private static final int LINE = 4096;

    /** Of one answer: what servers say in greetings and lists. */
    private static final int LINES = 100;

    private final Surroundings around;
    private final TimeLimit time;
    private final Dialer dialer;
    private final ConcurrentHashMap<MailServer, Optional<String>> known = new ConcurrentHashMap<>();

    Reach(Surroundings around, TimeLimit time) {
        this.around = around;
        this.time = time;
        dialer = new Dialer(time);
    }

    /** What is wrong, as a part of a sentence; empty if it answers. Asked once of each. */
    Optional<String> of(MailServer server) {
        var before = known.get(server);
        if (before != null) return before;
        var now = tried(server, Optional.empty());
        known.put(server, now);
        return now;
    }

    /** Signs in with the name that the settings have. The password goes through verified TLS or nowhere. */
    Optional<String> signIn(MailServer server, String password) {
        return tried(server, Optional.of(password));
    }

    private Optional<String> tried(MailServer server, Optional<String> password) {
        if (server.security() == Security.NONE) return Optional.of("the settings are without encryption");
        var host = DnsName.parse(server.host());
        if (host.isEmpty()) return Optional.of("its name is none");
        try {
            return switch (HostAddresses.find(around.resolver(), host.get(), around.usable())) {
                case HostAddresses.Unknown(var why) -> Optional.of("the DNS does not tell its address: " + why);
                case HostAddresses.None _ -> Optional.of("it has no address in the DNS");
                case HostAddresses.Found(var addresses) -> {
                    try (Connection connection = dialer.connect(addresses, server.port())) {
                        connection.within(SILENCE, TOTAL);
                        yield new Dialogue(connection, server).run(password);
                    }
                }
            };
        } catch (IOException e) {
            return Optional.of(time.words(e));
        }
    }

    private final class Dialogue {
        private final Connection connection;
        private final MailServer server;

        Dialogue(Connection connection, MailServer server) {
            this.connection = connection;
            this.server = server;
        }

        Optional<String> run(Optional<String> password) throws IOException {
            boolean atOnce = server.security() == Security.TLS;
            if (atOnce) {
                var doubt = tls();
                if (doubt.isPresent()) return doubt;
            }
            if (!isFine(greeting())) return Optional.of("it greets with an error or in another protocol");
            if (!atOnce) {
                if (server.protocol() == Protocol.SMTP) ask("EHLO mail.invalid");
                String command = switch (server.protocol()) {
                    case IMAP -> "a STARTTLS";
                    case POP3 -> "STLS";
                    case SMTP -> "STARTTLS";
                };
                if (!isFine(ask(command))) return Optional.of("it does not begin TLS");
                var doubt = tls();
                if (doubt.isPresent()) return doubt;
            }
            return password.isEmpty() ? Optional.empty() : signIn(password.get());
        }

        private Optional<String> tls() throws IOException {
            connection.startTls(around.tls(), server.host());
            var shown = connection.shown();
            if (shown == null) return Optional.of("it shows no certificate");
            return Optional.ofNullable(shown.doubt()).map(Object::toString);
        }

        private Optional<String> signIn(String password) throws IOException {
            String plain = "\0" + server.user() + "\0" + password;
            String proof = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
            String answer = switch (server.protocol()) {
                case IMAP -> continued("b AUTHENTICATE PLAIN", proof);
                case POP3 -> continued("AUTH PLAIN", proof);
                case SMTP -> {
                    ask("EHLO mail.invalid");
                    yield ask("AUTH PLAIN " + proof);
                }
            };
            return isFine(answer) ? Optional.empty() : Optional.of("it refuses: " + answer);
        }

        private String continued(String command, String proof) throws IOException {
            String asked = ask(command);
            return asked.startsWith("+ ") || asked.equals("+") ? ask(proof) : asked;
        }

        private boolean isFine(String answer) {
            String lower = answer.toLowerCase(Locale.ROOT);
            return switch (server.protocol()) {
                case IMAP -> lower.matches("(\\*|[ab]) (ok|preauth)\\b.*");
                case POP3 -> lower.startsWith("+ok");
                case SMTP -> lower.matches("2\\d\\d .*");
            };
        }

        private String ask(String line) throws IOException {
            connection.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.flush();
            return last(true);
        }

        private String greeting() throws IOException {
            return last(false);
        }

        /**
         * The line that ends an answer.
         *
         * @param answer to a command; else what comes first
         */
        private String last(boolean answer) throws IOException {
            for (int i = 0; i < LINES; i++) {
                byte[] line = connection.readLine(LINE);
                if (line == null) throw new IOException("it ended the connection");
                String text = new String(line, StandardCharsets.UTF_8).strip();
                boolean goesOn = switch (server.protocol()) {
                    case IMAP -> answer && text.startsWith("* ");
                    case POP3 -> false;
                    case SMTP -> text.matches("\\d\\d\\d-.*");
                };
                if (!goesOn) return text;
            }
            throw new IOException("it does not come to an end");
        }
    }
}
