package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.wire.Tolerance.Patience;

@Timeout(120)
class LateTlsTest {
    private static final Duration NEXT_TO_NOTHING = Duration.ofMillis(1);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final LateTls late = new LateTls(clock);

    @TempDir
    Path folder = Path.of("");

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /** A port for STARTTLS that greets and then repeats a line. */
    private Listener open(Duration forLate) throws Exception {
        SelfSigned.write(folder.resolve("c"), folder.resolve("k"), List.of("localhost"), Clock.systemUTC());
        var tls = TlsServer.fromPem(folder.resolve("c"), folder.resolve("k"), Clock.systemUTC());
        var tolerance = new Tolerance(tls, false, new Patience(NEXT_TO_NOTHING, forLate), late, Optional.empty());
        var port = new Listener.Port(
                "test", "test.port", new InetSocketAddress(LOOPBACK, 0), null, "", List.of(), tolerance);
        return Listener.open(port, new Permits(10, 10), connection -> {
            connection.write("hello\r\n");
            byte[] line = connection.readLine(100);
            if (line != null) connection.write(line);
        });
    }

    private static Socket connect(Listener listener) throws IOException {
        var socket = new Socket(LOOPBACK, listener.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String greeting(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
    }

    @Test
    void theNextConnectionOfALateOneIsWaitedFor() throws Exception {
        try (var listener = open(Duration.ofMinutes(1))) {
            try (var tooLate = connect(listener)) {
                assertThat(greeting(tooLate)).isEqualTo("hello\r\n");
                assertThatThrownBy(() -> Loopback.tlsClient(tooLate).startHandshake())
                        .isInstanceOf(IOException.class);
            }
            try (var next = connect(listener)) {
                // Whoever was not waited for would have had the greeting by now.
                next.setSoTimeout(300);
                assertThatThrownBy(() -> greeting(next)).isInstanceOf(SocketTimeoutException.class);
                next.setSoTimeout(60_000);
                var tls = Loopback.tlsClient(next);
                tls.startHandshake();
                assertThat(greeting(tls)).isEqualTo("hello\r\n");
            }
            assertThat(late.isExpected(LOOPBACK)).isTrue();
        }
    }

    @Test
    void whoWaitsForTheGreetingThereIsLateOnce() throws Exception {
        late.remember(LOOPBACK);
        try (var listener = open(NEXT_TO_NOTHING);
                var other = connect(listener)) {
            assertThat(greeting(other)).isEqualTo("hello\r\n");
            assertThat(late.isExpected(LOOPBACK)).isFalse();
            other.getOutputStream().write("again\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(other.getInputStream().readAllBytes()).asString().isEqualTo("again");
            assertThat(late.isExpected(LOOPBACK)).isFalse();
        }
    }

    @Test
    void oneDayAndSoManyAreRemembered() {
        late.remember(address("2001:db8:0:1::1"));
        assertThat(late.isExpected(address("2001:db8:0:1:ffff::2"))).isTrue();
        assertThat(late.isExpected(address("2001:db8:0:2::1"))).isFalse();
        now.addAndGet(LateTls.REMEMBERED.toMillis() - 1);
        assertThat(late.isExpected(address("2001:db8:0:1::1"))).isTrue();
        now.addAndGet(1);
        assertThat(late.isExpected(address("2001:db8:0:1::1"))).isFalse();
        late.remember(address("192.0.2.1"));
        for (int i = 0; i < LateTls.MOST - 1; i++) late.remember(address("10.0." + i / 256 + "." + i % 256));
        assertThat(late.isExpected(address("192.0.2.1"))).isTrue();
        late.remember(address("10.9.9.9"));
        assertThat(late.isExpected(address("192.0.2.1"))).isFalse();
    }
}
