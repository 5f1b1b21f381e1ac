package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListenerTest {
    private static final ConnectionHandler ECHO = connection -> {
        for (byte[] line = connection.readLine(100); line != null; line = connection.readLine(100)) {
            connection.write(line);
            connection.write("\r\n");
        }
    };

    @TempDir
    Path folder;

    @Test
    void servesEachConnection() throws IOException {
        try (var listener = open(new Permits(10, 10), ECHO);
                var one = connect(listener);
                var other = connect(listener)) {
            assertThat(ask(one, "a")).isEqualTo("a\r\n");
            assertThat(ask(other, "b")).isEqualTo("b\r\n");
        }
    }

    @Test
    void portInUseNamesSettingPortAndRemedy() throws IOException {
        try (var listener = open(new Permits(1, 1), ECHO)) {
            var taken = new Listener.Port("mx", "smtp.mx", loopback(listener.port()), null, "");
            assertThatThrownBy(() -> Listener.open(taken, new Permits(1, 1), ECHO))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("smtp.mx")
                    .hasMessageContaining("port " + listener.port())
                    .hasMessageContaining("another program is using it");
        }
    }

    @Test
    void foreignAddressIsNamed() {
        var port = new Listener.Port("mx", "smtp.mx", new InetSocketAddress("192.0.2.1", 0), null, "");
        assertThatThrownBy(() -> Listener.open(port, new Permits(1, 1), ECHO))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void aProxySaysForWhomItConnects() throws IOException {
        ConnectionHandler who = connection -> connection.write(connection.remote() + "\r\n");
        try (var listener = Listener.open(proxied("127.0.0.0/8"), new Permits(10, 1), who);
                var one = connect(listener);
                var two = connect(listener);
                var itself = connect(listener)) {
            // Each counts for itself: there may be one from each address only.
            assertThat(ask(one, "PROXY TCP4 192.0.2.1 192.0.2.9 4711 25")).isEqualTo("/192.0.2.1:4711\r\n");
            assertThat(ask(two, "PROXY TCP4 192.0.2.2 192.0.2.9 4712 25")).isEqualTo("/192.0.2.2:4712\r\n");
            assertThat(ask(itself, "PROXY UNKNOWN")).startsWith("/127.0.0.1:");
        }
    }

    @Test
    void aProxyThatDoesNotSaySoIsNotServed() throws IOException {
        try (var listener = Listener.open(proxied("127.0.0.0/8"), new Permits(10, 10), ECHO);
                var client = connect(listener)) {
            assertThat(ask(client, "hello")).isEmpty();
        }
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        try (var listener = Listener.open(proxied("192.0.2.0/24"), new Permits(10, 10), ECHO);
                var client = connect(listener)) {
            assertThat(ask(client, "PROXY TCP4 192.0.2.1 192.0.2.9 4711 25"))
                    .isEqualTo("PROXY TCP4 192.0.2.1 192.0.2.9 4711 25\r\n");
        }
    }

    private static Listener.Port proxied(String network) {
        return new Listener.Port(
                "test",
                "test.port",
                loopback(0),
                null,
                "421 too many\r\n",
                List.of(AddressRange.parse(network).orElseThrow()),
                Tolerance.NONE);
    }

    @Test
    void connectionTooManyIsToldAndTheNextOneServedWhenOneEnds() throws Exception {
        var permits = new Permits(10, 2);
        try (var listener = open(permits, ECHO);
                var one = connect(listener)) {
            try (var two = connect(listener);
                    var three = connect(listener)) {
                assertThat(ask(one, "a")).isEqualTo("a\r\n");
                assertThat(ask(two, "b")).isEqualTo("b\r\n");
                assertThat(three.getInputStream().readAllBytes()).asString().isEqualTo("421 too many\r\n");
            }
            Loopback.await(() -> permits.taken() == 1);
            try (var four = connect(listener)) {
                assertThat(ask(four, "d")).isEqualTo("d\r\n");
            }
        }
    }

    @Test
    void thousandsOfConnectionsFromOneAddressLeaveTheServerWell() throws Exception {
        var permits = new Permits(5000, 50);
        try (var listener = open(permits, ECHO)) {
            List<Socket> flood = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                var socket = connect(listener);
                if (i < 50) flood.add(socket);
                else socket.close();
            }
            Loopback.await(() -> listener.connections() <= 50);
            for (Socket socket : flood) socket.close();
            // Of those that are closed already some still wait to be accepted, and each takes a place for a moment.
            Loopback.await(() -> isServed(listener));
            Loopback.await(() -> permits.taken() == 0);
        }
    }

    private static boolean isServed(Listener listener) {
        try (var after = connect(listener)) {
            return ask(after, "well").equals("well\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void faultOfOneSessionIsNoOthersAffair() throws IOException {
        try (var listener = open(new Permits(10, 10), connection -> {
            if (new String(connection.readLine(100), StandardCharsets.US_ASCII).equals("boom"))
                throw new IllegalStateException("boom");
            connection.write("fine");
        })) {
            try (var bad = connect(listener)) {
                assertThat(ask(bad, "boom")).isEmpty();
            }
            try (var good = connect(listener)) {
                assertThat(ask(good, "x")).isEqualTo("fine");
            }
        }
    }

    @Test
    void implicitTlsShakesHandsFirst() throws Exception {
        SelfSigned.write(folder.resolve("c"), folder.resolve("k"), List.of("localhost"), Clock.systemUTC());
        var tls = TlsServer.fromPem(folder.resolve("c"), folder.resolve("k"), Clock.systemUTC());
        try (var listener = open(new Permits(10, 1), ECHO, tls);
                var client = Loopback.tlsClient(connect(listener))) {
            assertThat(ask(client, "secret")).isEqualTo("secret\r\n");
            try (var tooMany = connect(listener)) {
                assertThat(tooMany.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void closingLetsSessionsSayGoodbye() throws Exception {
        var started = new CountDownLatch(1);
        var listener = open(new Permits(10, 10), connection -> {
            connection.onShutdown(() -> {
                try (connection) {
                    connection.write("421 closing\r\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            started.countDown();
            connection.readLine(100);
        });
        try (var peer = connect(listener)) {
            started.await();
            var closing = Thread.startVirtualThread(() -> listener.close(Duration.ofSeconds(20)));
            assertThat(peer.getInputStream().readAllBytes()).asString().isEqualTo("421 closing\r\n");
            peer.close();
            assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
            assertThatThrownBy(() -> connect(listener)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingCutsSessionsThatDoNotEnd() throws Exception {
        var started = new CountDownLatch(1);
        var listener = open(new Permits(10, 10), connection -> {
            started.countDown();
            connection.readLine(100);
        });
        try (var peer = connect(listener)) {
            started.await();
            listener.close(Duration.ofMillis(50));
            assertThat(listener.connections()).isZero();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Listener open(Permits permits, ConnectionHandler handler) throws IOException {
        return open(permits, handler, null);
    }

    private static Listener open(Permits permits, ConnectionHandler handler, @Nullable TlsServer tls)
            throws IOException {
        return Listener.open(
                new Listener.Port("test", "test.port", loopback(0), tls, "421 too many\r\n"), permits, handler);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Socket connect(Listener listener) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[100];
        int count = socket.getInputStream().read(answer);
        return count < 0 ? "" : new String(answer, 0, count, StandardCharsets.US_ASCII);
    }
}
