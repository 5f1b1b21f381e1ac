package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** Thousands of connections from one address: some are served, the others are told, nothing falls over. */
class FloodTest {
    private static final int ALLOWED = 200;
    private static final int CONNECTIONS = 3000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void oneAddressGetsSoManyConnectionsAndNoMore() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, ALLOWED)) {
            var greetings = new ArrayList<Optional<String>>();
            List<Client> clients = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    var client = Client.connect(server.port(MailPort.IMAP));
                    greetings.add(first(client));
                    if (greetings.getLast().orElse("").startsWith("* OK")) clients.add(client);
                    else client.close();
                }
                assertThat(clients).hasSize(ALLOWED);
                assertThat(greetings.subList(ALLOWED, CONNECTIONS))
                        .allMatch(told -> told.isEmpty()
                                || told.get().equals("* BYE Too many connections, please try again later."))
                        .anyMatch(Optional::isPresent);
                // Those inside are served as before.
                clients.getFirst().send("a NOOP\r\n");
                assertThat(clients.getFirst().line().orElse("")).startsWith("a OK");
            } finally {
                for (var client : clients) client.close();
            }
            assertThat(greetingOnceThereIsRoom(server)).startsWith("* OK");
        }
    }

    /** A refused connection may be reset before its line is read. */
    private static Optional<String> first(Client client) {
        try {
            return client.line();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String greetingOnceThereIsRoom(TestServer server) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try (var client = Client.connect(server.port(MailPort.IMAP))) {
                String greeting = first(client).orElse("");
                if (greeting.startsWith("* OK") || System.nanoTime() > end) return greeting;
            }
            Thread.sleep(20);
        }
    }
}
