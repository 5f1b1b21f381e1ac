package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is deleted but by QUIT, however a session ends. */
class UnfinishedSessionTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void hangingUpDeletesNothing() throws IOException, InterruptedException {
        try (var server = new Pop3Fixture(folder)) {
            server.deliverNumbered(2);
            try (Pop3Client client = server.signIn()) {
                client.send("DELE 1").expectStart("+OK");
                client.sendRaw("QUIT");
            }
            Pop3Fixture.await(() -> server.plain.connections() == 0);
            assertThat(server.view().size()).isEqualTo(2);
        }
    }

    @Test
    void aSilentClientIsClosedWithoutAWordAndNothingIsDeleted() throws IOException {
        try (var server = new Pop3Fixture(folder, new Pop3Limits(1100, 12_288, SOON, SOON, 30, 5, 20, Duration.ZERO))) {
            server.deliverNumbered(1);
            try (Pop3Client client = server.signIn()) {
                client.send("DELE 1").expectStart("+OK");
                client.expectClosed();
            }
            assertThat(server.view().size()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatDripsIsClosedInTime() throws IOException, InterruptedException {
        try (var server = new Pop3Fixture(folder, new Pop3Limits(1100, 12_288, SOON, SOON, 30, 5, 20, Duration.ZERO));
                Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            Thread dripping = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        client.sendRaw("X");
                        Thread.sleep(Duration.ofMillis(20));
                    }
                } catch (IOException | InterruptedException closed) {
                    // What the test waits for.
                    assertThat(closed).isNotNull();
                }
            });
            Pop3Fixture.await(() -> server.plain.connections() == 0);
            dripping.interrupt();
        }
    }

    @Test
    void aServerThatStopsLetsIdleSessionsGo() throws IOException {
        try (var server = new Pop3Fixture(folder)) {
            server.deliverNumbered(1);
            try (Pop3Client client = server.signIn()) {
                client.send("DELE 1").expectStart("+OK");
                long before = System.nanoTime();
                server.plain.close(Duration.ofSeconds(8));
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(7));
                client.expectClosed();
            }
            assertThat(server.view().size()).isEqualTo(1);
        }
    }
}
