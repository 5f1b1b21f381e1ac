package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DialerTest {
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Dialer.Way> hosts = new ConcurrentHashMap<>();
    private final CountDownLatch later = new CountDownLatch(1);

    private final Dialer dialer = new Dialer((to, limit) -> {
        String address = to.getAddress().getHostAddress();
        synchronized (asked) {
            asked.add(address);
        }
        return hosts.getOrDefault(address, DialerTest::refuse).connect(to, limit);
    });

    @Test
    void takesTheFirstThatAnswers() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            hosts.put("192.0.2.2", (_, _) -> new Socket(server.getInetAddress(), server.getLocalPort()));
            try (var connection = dialer.connect(addresses("192.0.2.1", "192.0.2.2", "192.0.2.3"), 25);
                    var accepted = server.accept()) {
                assertThat(connection.local().getPort()).isEqualTo(accepted.getPort());
            }
        }
        assertThat(asked).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void doesNotWaitForOneThatIsSilent() throws IOException {
        hosts.put("2001:db8:0:0:0:0:0:1", this::silence);
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            hosts.put("192.0.2.1", (_, _) -> new Socket(server.getInetAddress(), server.getLocalPort()));
            try (var connection = dialer.connect(addresses("2001:db8::1", "2001:db8::2", "192.0.2.1"), 25)) {
                assertThat(connection.isLoopback()).isTrue();
            }
        } finally {
            later.countDown();
        }
        assertThat(asked).containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
    }

    @Test
    void whoeverAnswersTooLateIsHungUpOn() throws Exception {
        var late = new AtomicReference<Socket>();
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            hosts.put("192.0.2.1", (_, _) -> {
                await();
                late.set(new Socket(server.getInetAddress(), server.getLocalPort()));
                return late.get();
            });
            hosts.put("192.0.2.2", (_, _) -> new Socket(server.getInetAddress(), server.getLocalPort()));
            dialer.connect(addresses("192.0.2.1", "192.0.2.2"), 25).close();
            later.countDown();
            Loopback.await(() -> late.get() != null && late.get().isClosed());
        }
    }

    @Test
    void saysOfEachWhyItDidNotAnswer() {
        hosts.put("192.0.2.2", (_, _) -> {
            throw new SocketTimeoutException("Connect timed out");
        });
        hosts.put("192.0.2.3", (_, _) -> {
            throw new ConnectException("Network is unreachable");
        });
        assertThatThrownBy(() -> dialer.connect(addresses("192.0.2.1", "192.0.2.2", "192.0.2.3"), 25))
                .isInstanceOf(Dialer.NobodyAnswered.class)
                .hasMessage("192.0.2.1: nobody listens there (connection refused); 192.0.2.2: no answer within 30 s;"
                        + " 192.0.2.3: there is no way to it");
    }

    @Test
    void familiesTakeTurns() {
        List<InetAddress> all = addresses("2001:db8::1", "2001:db8::2", "192.0.2.1", "2001:db8::3", "192.0.2.2");
        assertThat(Dialer.inTurn(all).stream().map(InetAddress::getHostAddress))
                .containsExactly(
                        "2001:db8:0:0:0:0:0:1",
                        "192.0.2.1",
                        "2001:db8:0:0:0:0:0:2",
                        "192.0.2.2",
                        "2001:db8:0:0:0:0:0:3");
    }

    @Test
    void oneHostCannotKeepUsForHours() {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 1; i < 200; i++) many.addAll(addresses("192.0.2." + i));
        assertThatThrownBy(() -> dialer.connect(many, 25)).isInstanceOf(Dialer.NobodyAnswered.class);
        assertThat(asked).hasSize(8);
    }

    @Test
    void comesFromTheAddressItWasGiven() throws IOException {
        try (var server = new ServerSocket(0, 5, address("127.0.0.1"));
                var connection = Dialer.from(addresses("::1", "127.0.0.9"))
                        .connect(addresses("127.0.0.1"), server.getLocalPort())) {
            assertThat(connection.local().getAddress().getHostAddress()).isEqualTo("127.0.0.9");
        }
    }

    @Test
    void interruptionEndsTheWait() throws Exception {
        hosts.put("192.0.2.1", this::silence);
        var failure = new AtomicReference<Exception>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                dialer.connect(addresses("192.0.2.1"), 25).close();
            } catch (IOException e) {
                failure.set(e);
            }
        });
        thread.interrupt();
        thread.join();
        later.countDown();
        assertThat(failure.get()).isInstanceOf(Dialer.NobodyAnswered.class);
    }

    private Socket silence(InetSocketAddress to, java.time.Duration limit) throws IOException {
        await();
        throw new SocketTimeoutException("Connect timed out");
    }

    private void await() throws IOException {
        try {
            later.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Socket refuse(InetSocketAddress to, java.time.Duration limit) throws IOException {
        throw new ConnectException("Connection refused");
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(DialerTest::address).toList();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        var foreign = Dialer.from(addresses("192.0.2.77"));
        assertThatThrownBy(() -> foreign.connect(addresses("127.0.0.1"), 25))
                .hasMessageContaining("the address to send from, 192.0.2.77, is not one of this machine");
    }
}
