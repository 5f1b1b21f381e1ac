package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SlowPeerTest {
    @TempDir
    Path folder;

    @Test
    void silentPeerTimesOutAndCanStillBeTold() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().within(Duration.ofMillis(50), Duration.ofSeconds(20));
            assertThatThrownBy(() -> pair.connection().readLine(100))
                    .isInstanceOf(PeerTimedOut.class)
                    .hasMessageContaining("silent");
            pair.connection().write("too slow");
            pair.connection().flush();
            assertThat(pair.peer().getInputStream().readNBytes(8)).asString().isEqualTo("too slow");
        }
    }

    @Test
    void drippingPeerEndsAtTheTotalTime() throws IOException, InterruptedException {
        try (var pair = Loopback.open()) {
            var dripping = drip(pair, "x");
            pair.connection().within(Duration.ofSeconds(20), Duration.ofMillis(200));
            assertThatThrownBy(() -> pair.connection().readLine(1_000_000))
                    .isInstanceOf(PeerTimedOut.class)
                    .hasMessageContaining("in all");
            dripping.interrupt();
            dripping.join();
        }
    }

    @Test
    void drippingInsideATlsRecordEndsToo() throws Exception {
        try (var pair = Loopback.open(Loopback.IMPATIENT)) {
            var tls = certificate();
            var client = Loopback.tlsClient(pair.peer());
            var shaking = Thread.startVirtualThread(() -> {
                try {
                    client.startHandshake();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            pair.connection().startTls(tls);
            shaking.join();
            // The beginning of a record of 16 KiB whose rest never comes; session tickets need no reading.
            pair.peer().getOutputStream().write(new byte[] {23, 3, 3, 0x40, 0});
            var dripping = drip(pair, "x");
            pair.connection().within(Duration.ofSeconds(20), Duration.ofMillis(200));
            assertThatThrownBy(() -> pair.connection().readLine(100)).isInstanceOf(PeerTimedOut.class);
            dripping.interrupt();
            dripping.join();
        }
    }

    @Test
    void peerThatDoesNotReadIsCutOff() throws IOException {
        try (var pair = Loopback.open(Loopback.IMPATIENT)) {
            byte[] much = new byte[64 * 1024 * 1024];
            assertThatThrownBy(() -> pair.connection().write(much))
                    .isInstanceOf(PeerTimedOut.class)
                    .hasMessageContaining("did not take");
        }
    }

    @Test
    void handshakeThatDripsIsCutOff() throws Exception {
        try (var pair = Loopback.open(Loopback.NO_TIME_FOR_TLS)) {
            var tls = certificate();
            pair.peer().getOutputStream().write(new byte[] {22, 3, 1, 0x40, 0});
            var dripping = drip(pair, "x");
            assertThatThrownBy(() -> pair.connection().startTls(tls))
                    .isInstanceOf(TlsHandshakeFailed.class)
                    .hasMessageContaining("too long");
            dripping.interrupt();
            dripping.join();
        }
    }

    @Test
    void closingDoesNotWaitForAPeerThatStaysSilent() throws IOException {
        try (var pair = Loopback.open(Loopback.IMPATIENT)) {
            pair.connection().write("bye\r\n");
            long before = System.nanoTime();
            pair.connection().close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(pair.peer().getInputStream().readAllBytes()).asString().isEqualTo("bye\r\n");
        }
    }

    @Test
    void closeEndsABlockedReadOfAnotherThread() throws Exception {
        try (var pair = Loopback.open(Loopback.IMPATIENT)) {
            var reader = Thread.startVirtualThread(() -> {
                try {
                    pair.connection().readLine(100);
                } catch (IOException e) {
                    // The end that was asked for.
                }
            });
            pair.connection().close();
            assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void lastAnswerArrivesThoughInputWasLeftUnread() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var pair = Loopback.open(Loopback.IMPATIENT)) {
                pair.peerSends("x".repeat(3000));
                pair.connection().write("421 enough\r\n");
                var closing = Thread.startVirtualThread(pair.connection()::close);
                assertThat(pair.peer().getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("421 enough\r\n");
                pair.peer().close();
                assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private TlsServer certificate() throws IOException {
        Path chain = folder.resolve("c.pem");
        Path key = folder.resolve("k.pem");
        SelfSigned.write(chain, key, List.of("localhost"), Clock.systemUTC());
        return TlsServer.fromPem(chain, key, Clock.systemUTC());
    }

    private static Thread drip(Loopback pair, String drop) {
        return Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    pair.peerSends(drop);
                    Thread.sleep(Duration.ofMillis(10));
                }
            } catch (IOException | InterruptedException e) {
                // The other side has had enough, or the test.
            }
        });
    }
}
