package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TimeLimitTest {
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress("192.0.2.1", 443);

    @Test
    void whatIsOpenIsClosedAndNoMoreIsOpened() throws Exception {
        try (var listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var time = new TimeLimit(
                        (to, limit) -> new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort()),
                        Duration.ofMillis(500));
                var socket = time.connect(SOMEWHERE, Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
            assertThat(time.isOver()).isTrue();
            assertThatThrownBy(() -> time.connect(SOMEWHERE, Duration.ofMinutes(1)))
                    .hasMessage("no time was left");
        }
    }

    @Test
    void nobodyWaitsForAConnectionLongerThanIsLeft() throws Exception {
        var given = new Duration[1];
        try (var time = new TimeLimit(
                (to, limit) -> {
                    given[0] = limit;
                    throw new IOException("refused");
                },
                Duration.ofSeconds(60))) {
            assertThatThrownBy(() -> time.connect(SOMEWHERE, Duration.ofMinutes(5)))
                    .hasMessage("refused");
            assertThat(given[0]).isLessThanOrEqualTo(Duration.ofSeconds(60));
            assertThatThrownBy(() -> time.connect(SOMEWHERE, Duration.ofSeconds(5)))
                    .hasMessage("refused");
            assertThat(given[0]).isEqualTo(Duration.ofSeconds(5));
        }
    }
}
