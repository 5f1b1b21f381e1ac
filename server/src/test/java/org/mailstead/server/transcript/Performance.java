package org.mailstead.server.transcript;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.server.config.MailPort;
import org.mailstead.server.system.Client;
import org.mailstead.server.transcript.Step.Kind;

/** Plays one transcript's conversation with a server whose scene is set. */
final class Performance implements AutoCloseable {
    private static final int CONTEXT_LINES = 12;
    private static final Duration QUIET = Duration.ofMillis(150);
    private static final Duration LEFT_OVER = Duration.ofMillis(25);

    private final Transcript transcript;
    private final Map<MailPort, Integer> ports;
    private final boolean tls;
    private final Map<Integer, Client> clients = new TreeMap<>();
    private final Map<Integer, Kind> kinds = new TreeMap<>();
    private final List<String> said = new ArrayList<>();
    private final Words words;
    private int speaking = 1;

    /** @param kept what the scene has kept for the conversation */
    Performance(Transcript transcript, Map<MailPort, Integer> ports, Map<String, String> kept, boolean tls) {
        this.transcript = transcript;
        this.ports = ports;
        words = new Words(kept, this::channel);
        this.tls = tls;
    }

    void play() throws IOException {
        var steps = transcript.steps();
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Send send -> send(send);
                case Step.Expect expect -> expect(expect);
                case Step.ExpectAll all -> expectAll(all);
                case Step.SkipTo skip -> {
                    if (i + 1 == steps.size() || !(steps.get(++i) instanceof Step.Expect next))
                        throw new IllegalArgumentException(
                                transcript.name() + ":" + skip.line() + ": {lines} needs an S: line behind it");
                    skipTo(next);
                }
                case Step.Connect connect -> {
                    kinds.put(connect.connection(), connect.kind());
                    client(connect.connection());
                }
                case Step.Login login -> login(login);
                case Step.Simple simple -> simple(simple);
            }
        }
        for (var entry : clients.entrySet()) {
            entry.getValue().endOutput();
            var left = entry.getValue().lineBeforeEnd();
            if (left.isPresent()) mismatch(0, entry.getKey(), "nothing more", left.get());
        }
    }

    private Client client(int connection) throws IOException {
        Client client = clients.get(connection);
        if (client == null) {
            client = open(kinds.computeIfAbsent(connection, _ -> transcript.protocol()));
            clients.put(connection, client);
        }
        return client;
    }

    private byte[] channel() {
        try {
            return client(speaking).session().exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Client open(Kind kind) throws IOException {
        return switch (kind) {
            case SMTP -> tls ? Client.connectStartTls(port(MailPort.SMTP)) : Client.connect(port(MailPort.SMTP));
            case LMTP -> Client.connect(port(MailPort.LMTP));
            case SUBMISSION -> open(MailPort.SUBMISSION, MailPort.SUBMISSIONS);
            case IMAP -> open(MailPort.IMAP, MailPort.IMAPS);
            case POP3 -> open(MailPort.POP3, MailPort.POP3S);
        };
    }

    private Client open(MailPort plain, MailPort secure) throws IOException {
        return tls ? Client.connectTls(port(secure)) : Client.connect(port(plain));
    }

    private int port(MailPort port) {
        return Objects.requireNonNull(ports.get(port));
    }

    private void send(Step.Send send) throws IOException {
        var all = new StringBuilder();
        speaking = send.connection();
        for (var piece : send.pieces()) {
            all.append(words.sent(piece.text())).append(piece.lineEnd() ? "\r\n" : "");
            said.add("C" + send.connection() + ": " + piece.text());
        }
        client(send.connection()).send(all.toString());
    }

    private String next(int line, int connection, String expected) throws IOException {
        Optional<String> got;
        try {
            got = client(connection).line();
        } catch (IOException e) {
            throw new AssertionError(report(line, expected, String.valueOf(e.getMessage())), e);
        }
        if (got.isEmpty()) mismatch(line, connection, expected, "(the server closed the connection)");
        said.add("S" + connection + ": " + got.orElseThrow());
        return got.get();
    }

    private void expect(Step.Expect expect) throws IOException {
        String got = next(expect.line(), expect.connection(), expect.pattern());
        if (!words.matches(expect.pattern(), got)) {
            said.removeLast();
            mismatch(expect.line(), expect.connection(), expect.pattern(), got);
        }
    }

    private void skipTo(Step.Expect next) throws IOException {
        while (!words.matches(next.pattern(), next(next.line(), next.connection(), next.pattern()))) {}
    }

    private void expectAll(Step.ExpectAll all) throws IOException {
        var open = new ArrayList<>(all.patterns());
        while (!open.isEmpty()) {
            String expected = "in any order " + String.join(" | ", open);
            String got = next(all.line(), all.connection(), expected);
            var match =
                    open.stream().filter(pattern -> words.matches(pattern, got)).findFirst();
            if (match.isEmpty()) mismatch(all.line(), all.connection(), expected, got);
            open.remove(match.orElseThrow());
        }
    }

    private void login(Step.Login login) throws IOException {
        var client = client(login.connection());
        String user = GivenReader.full(login.who());
        String password = login.who().replaceFirst("@.*", "") + "-secret";
        client.line();
        String answer = switch (Objects.requireNonNull(kinds.get(login.connection()))) {
            case IMAP -> ask(client, "login0 LOGIN " + user + " " + password, "login0 ");
            case POP3 -> {
                ask(client, "USER " + user, "");
                yield ask(client, "PASS " + password, "");
            }
            case LMTP -> throw new IllegalArgumentException("nobody signs in over LMTP");
            case SMTP, SUBMISSION -> {
                ask(client, "EHLO client.test", "250 ");
                yield ask(client, "AUTH PLAIN " + words.sent("{sasl " + user + " " + password + "}"), "");
            }
        };
        said.add("(login " + login.who() + ": " + answer + ")");
        if (!answer.matches("(login0 OK|\\+OK|235 ).*"))
            mismatch(login.line(), login.connection(), "signed in as " + login.who(), answer);
    }

    /** The first line of the answer that begins so. */
    private static String ask(Client client, String line, String beginning) throws IOException {
        client.send(line + "\r\n");
        while (true) {
            String answer = client.line().orElse("(closed)");
            if (answer.startsWith(beginning) || answer.equals("(closed)")) return answer;
        }
    }

    private void simple(Step.Simple step) throws IOException {
        var client = client(step.connection());
        switch (step.what()) {
            case GREETING -> said.add("S: " + client.line().orElse("(closed)"));
            case STARTTLS -> client.startTls();
            case COMPRESS -> client.compress();
            case CLOSE -> client.close();
            case QUIET -> {
                var more = client.lineWithin(QUIET);
                if (more.isPresent()) mismatch(step.line(), step.connection(), "nothing", more.get());
            }
            case CLOSED -> {
                var more = client.lineBeforeEnd();
                if (more.isPresent()) mismatch(step.line(), step.connection(), "the end of the connection", more.get());
            }
        }
    }

    private void mismatch(int line, int connection, String expected, String got) throws IOException {
        var report = new StringBuilder(report(line, expected, got));
        var client = client(connection);
        for (var more = client.lineWithin(LEFT_OVER); more.isPresent(); more = client.lineWithin(LEFT_OVER))
            report.append("\n          ").append(more.get());
        fail(report.toString());
    }

    private String report(int line, String expected, String got) {
        var report = new StringBuilder("\ntranscripts/" + transcript.name() + (line > 0 ? ":" + line : ", at the end"));
        var context = said.subList(Math.max(0, said.size() - CONTEXT_LINES), said.size());
        context.forEach(one -> report.append("\n    ").append(one));
        return report.append("\nexpected: ")
                .append(Words.latin1(expected))
                .append("\n     got: ")
                .append(got)
                .toString();
    }

    @Override
    public void close() throws IOException {
        for (var client : clients.values()) client.close();
    }
}
