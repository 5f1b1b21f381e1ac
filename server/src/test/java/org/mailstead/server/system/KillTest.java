package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 250 means on disk: the process is killed while many send, and started again. */
class KillTest {
    private static final int CLIENTS = 64;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("Subject: (\\d+-\\d+)");

    @TempDir
    Path folder = Path.of("");

    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasAcknowledgedIsThereExactlyOnce() throws Exception {
        try (var server = ServerProcess.start(folder, "demo", "--json", "--data", "d");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = ServerProcess.port(server.firstLine(), "smtp", "mx");
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.execute(() -> sendUntilCut(port, client));
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (acknowledged.size() < ACKNOWLEDGED_BEFORE_THE_KILL) {
                assertThat(System.nanoTime())
                        .as("time for " + acknowledged.size() + " messages")
                        .isLessThan(end);
                Thread.sleep(5);
            }
            server.kill();
        }
        var found = new HashMap<String, Integer>();
        try (var server = ServerProcess.start(folder, "demo", "--json", "--data", "d")) {
            String json = server.firstLine();
            untilDelivered();
            for (String response : subjects(json)) {
                var token = TOKEN.matcher(response);
                if (token.find()) found.merge(token.group(1), 1, Integer::sum);
            }
            assertThat(server.stop()).isZero();
        }
        assertThat(found.keySet()).containsAll(acknowledged);
        assertThat(tried).containsAll(found.keySet());
        for (Map.Entry<String, Integer> entry : found.entrySet())
            assertThat(entry.getValue()).as(entry.getKey()).isEqualTo(1);
    }

    /** What was in the queue when the server was killed goes on its way after the start. */
    private void untilDelivered() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var list = ServerProcess.start(folder, "queue", "list", "--data", "d")) {
                String first = list.firstLine();
                if (first.equals("The queue is empty.")) return;
                assertThat(System.nanoTime()).as("time for the queue: " + first).isLessThan(end);
            }
        }
    }

    private static List<String> subjects(String json) throws IOException {
        var password =
                Pattern.compile("ann@example.test\",\"password\":\"([^\"]+)\"").matcher(json);
        assertThat(password.find()).isTrue();
        var client = Client.connectTls(ServerProcess.port(json, "imap", "tls"));
        try (var imap = Imap.signIn(client, "ann@example.test", password.group(1))) {
            imap.run("SELECT INBOX");
            return imap.run("FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]");
        }
    }

    /** Each message to two people, so that a store in the middle of a delivery is killed as well. */
    private void sendUntilCut(int port, int client) {
        try (var smtp = Smtp.connect(port)) {
            for (int i = 0; ; i++) {
                String token = client + "-" + i;
                tried.add(token);
                byte[] message =
                        ("Subject: " + token + "\r\n\r\n" + "text\r\n".repeat(100)).getBytes(StandardCharsets.US_ASCII);
                String answer = smtp.send(List.of("ann@example.test", "bob@example.test"), message);
                if (answer.startsWith("250 ")) acknowledged.add(token);
            }
        } catch (IOException e) {
            // The kill: what was not answered may or may not be there.
        }
    }
}
