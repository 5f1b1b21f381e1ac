package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;
import org.mailstead.wire.Tolerance.Patience;

/** Every mistake of protocol, port, TLS and user name that people make: each connects, or hears what to change. */
@Timeout(120)
class WrongSettingsTest {
    @TempDir
    static Path folder = Path.of("");

    private static TestServer server;

    /** Somewhere else, as a proxy says it: the rules for this machine do not hold. */
    private static final String FROM_ELSEWHERE = "PROXY TCP4 192.0.2.7 198.51.100.1 40000 1\r\n";

    /** All combinations come at once, and none shall be late because of the others. */
    private static final Patience PATIENT = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(4));

    @BeforeAll
    static void start() throws IOException {
        TestServer.makeCertificate(folder);
        var open = TestServer.people(new MemoryStore(TestServer.CLOCK));
        open.directory().addAlias(MailAddress.of("sales@example.test"), List.of(MailAddress.of("ann@example.test")));
        var usual = TestServer.behindProxy(TestServer.usual(folder, 1000));
        var listen = new Configuration.Listen(
                usual.listen().addresses(),
                usual.listen().ports(),
                usual.listen().proxies(),
                Optional.of(PATIENT),
                true);
        server = TestServer.start(open, usual.with(listen));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What a program was set to. */
    enum Security {
        SSL_TLS,
        STARTTLS,
        NONE
    }

    /** What a program speaks. */
    enum Program {
        SMTP(MailPort.SUBMISSION, MailPort.SUBMISSIONS, "EHLO phone.test", "STARTTLS", "220 "),
        IMAP(MailPort.IMAP, MailPort.IMAPS, "a CAPABILITY", "a STARTTLS", "a OK "),
        POP3(MailPort.POP3, MailPort.POP3S, "CAPA", "STLS", "+OK ");

        final MailPort open;
        final MailPort secure;
        final String first;
        final String startTls;
        final String goOn;

        Program(MailPort open, MailPort secure, String first, String startTls, String goOn) {
            this.open = open;
            this.secure = secure;
            this.first = first;
            this.startTls = startTls;
            this.goOn = goOn;
        }

        boolean isSpokenOn(MailPort port) {
            return port == open || port == secure || (this == SMTP && port == MailPort.SUBMISSION_ALTERNATIVE);
        }

        String signIn(String user) {
            String plain =
                    Base64.getEncoder().encodeToString(("\0" + user + "\0ann-secret").getBytes(StandardCharsets.UTF_8));
            return (this == IMAP ? "a AUTHENTICATE PLAIN " : "AUTH PLAIN ") + plain;
        }

        boolean isLast(String line) {
            return switch (this) {
                case SMTP -> line.startsWith("250 ");
                case IMAP -> line.startsWith("a ");
                case POP3 -> line.equals(".") || line.startsWith("-ERR");
            };
        }
    }

    private static final List<MailPort> PORTS = List.of(
            MailPort.SUBMISSION,
            MailPort.SUBMISSION_ALTERNATIVE,
            MailPort.SUBMISSIONS,
            MailPort.IMAP,
            MailPort.IMAPS,
            MailPort.POP3,
            MailPort.POP3S);

    private static final List<String> NAMES = List.of(
            "ann@example.test", " Ann@Example.TEST ", "ann", "EXAMPLE\\ann", "ann%example.test", "sales@example.test");

    /** How one cell ended, in a word or in the server's own. */
    private static String outcome(Program program, MailPort port, Security security, String name) throws IOException {
        try (var client = Client.connect(server.port(port))) {
            client.send(FROM_ELSEWHERE);
            if (security == Security.SSL_TLS) client.startTls();
            String greeting = client.line().orElse("");
            // Programs of another protocol see what answers and go on all the same here; most of them stop and show it.
            client.send(program.first + "\r\n");
            String first = untilLast(program, client);
            if (!program.isSpokenOn(port)) return greeting.split(" ", 2)[0] + " " + first;
            if (security == Security.STARTTLS) {
                client.send(program.startTls + "\r\n");
                String answer = client.line().orElse("");
                if (!answer.startsWith(program.goOn)) return answer;
                client.startTls();
                client.send(program.first + "\r\n");
                untilLast(program, client);
            }
            client.send(program.signIn(name) + "\r\n");
            String answer = client.line().orElse("");
            // What IMAP says to the person stands before the answer.
            if (answer.startsWith("* NO [ALERT] ")) answer = client.line().orElse("");
            return answer.matches("(235|a OK|\\+OK) .*") ? "signed in" : answer;
        }
    }

    private static String untilLast(Program program, Client client) throws IOException {
        String line = client.line().orElse("closed");
        while (!program.isLast(line) && !line.equals("closed") && !line.startsWith("521"))
            line = client.line().orElse("closed");
        return line;
    }

    private record Cell(Program program, MailPort port, Security security, String name) {}

    private static String planned(Cell cell) {
        String here = Stream.of(Program.values())
                .filter(each -> each.isSpokenOn(cell.port()))
                .findFirst()
                .orElseThrow()
                .name();
        if (cell.program().isSpokenOn(cell.port())) {
            if (cell.security() != Security.NONE) return "signed in";
            return switch (cell.program()) {
                // In many words to the first of them, in few to the others.
                case SMTP -> "538 5.7.11 ";
                case IMAP -> "a NO [PRIVACYREQUIRED] ";
                case POP3 -> "-ERR ";
            };
        }
        String greeting = switch (here) {
            case "SMTP" -> "220 ";
            case "IMAP" -> "* ";
            default -> "+OK ";
        };
        String where = cell.program() + " is on port "
                + server.port(cell.program().secure) + " (SSL/TLS) or "
                + server.port(cell.program().open) + " (STARTTLS)";
        return greeting
                + switch (cell.program()) {
                    case SMTP -> "521 5.5.1 this is the port for " + here + "; " + where;
                    case IMAP -> "a NO [ALERT] This is the port for " + here + "; " + where + ".";
                    case POP3 -> "-ERR [SYS/PERM] this is the port for " + here + "; " + where;
                };
    }

    @Test
    void everyCellWorksOrSaysWhatToChange() throws Exception {
        var cells = new ArrayList<Cell>();
        for (var program : Program.values())
            for (var port : PORTS)
                for (var security : Security.values())
                    for (String name : program.isSpokenOn(port) ? NAMES : NAMES.subList(0, 1))
                        cells.add(new Cell(program, port, security, name));
        var outcomes = new LinkedHashMap<Cell, Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var cell : cells) {
                Callable<String> connecting = () -> outcome(cell.program(), cell.port(), cell.security(), cell.name());
                outcomes.put(cell, threads.submit(connecting));
            }
        }
        for (Map.Entry<Cell, Future<String>> each : outcomes.entrySet())
            assertThat(each.getValue().get()).as(each.getKey().toString()).startsWith(planned(each.getKey()));
        assertThat(withoutTls("ok")).as("passwords taken before TLS").isZero();
        assertThat(withoutTls("no-tls"))
                .as("tries before TLS that were written down")
                .isPositive();
    }

    private static long withoutTls(String verdict) {
        var account =
                server.directory().account(MailAddress.of("ann@example.test")).orElseThrow();
        return server.directory().history().of(account.id()).stream()
                .filter(attempt -> attempt.tls().isEmpty() && attempt.verdict().equals(verdict))
                .count();
    }

    @Test
    void aPortForTlsTakesNoPasswordInTheOpenFromThisMachineEither() throws IOException {
        for (var port : List.of(MailPort.IMAPS, MailPort.POP3S, MailPort.SUBMISSIONS)) {
            try (var client = Client.connect(server.port(port))) {
                client.send("PROXY TCP4 127.0.0.1 127.0.0.1 40000 1\r\n");
                String greeting = client.line().orElseThrow();
                assertThat(greeting).doesNotContain("AUTH=");
                var program = Stream.of(Program.values())
                        .filter(each -> each.isSpokenOn(port))
                        .findFirst()
                        .orElseThrow();
                client.send(program.first + "\r\n");
                untilLast(program, client);
                client.send(program.signIn("ann@example.test") + "\r\n");
                assertThat(client.line().orElseThrow()).doesNotMatch("(235|a OK|\\+OK) .*");
            }
        }
    }
}
