package org.mailstead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where an examination on this server may go, and where it may not. */
class ConsultationsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.0.0.5");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void goesToItselfByItsOwnNameAndToItsOpenPortsOnly() throws IOException {
        try (var listening = new ServerSocket(0, 1, LOOPBACK);
                var other = new ServerSocket(0, 1, LOOPBACK)) {
            var own = new Consultations.Own(Set.of(INSIDE), List.of(LOOPBACK), Set.of(listening.getLocalPort()));
            try (var socket = own.connect(new InetSocketAddress(INSIDE, listening.getLocalPort()), LIMIT)) {
                assertThat(socket.isConnected()).isTrue();
            }
            assertThat(own.isUsable(INSIDE)).isTrue();
            for (var elsewhere : List.of(
                    new InetSocketAddress(INSIDE, other.getLocalPort()),
                    new InetSocketAddress(LOOPBACK, listening.getLocalPort()),
                    new InetSocketAddress(LOOPBACK, other.getLocalPort()),
                    new InetSocketAddress("10.0.0.6", listening.getLocalPort())))
                assertThatThrownBy(() -> own.connect(elsewhere, LIMIT))
                        .as(elsewhere.toString())
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("no address in the public network");
        }
    }

    @Test
    void privateAddressesOfOthersAreNotGoneTo() {
        var own = new Consultations.Own(Set.of(), List.of(INSIDE), Set.of(993));
        for (String address : List.of(
                "127.0.0.1",
                "10.0.0.5",
                "192.168.1.1",
                "172.16.0.1",
                "100.64.0.1",
                "169.254.1.1",
                "::1",
                "fd00::1",
                "fe80::1",
                "0.0.0.0"))
            assertThat(own.isUsable(InetAddress.ofLiteral(address))).as(address).isFalse();
        assertThat(own.isUsable(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
        assertThat(own.isUsable(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
    }
}
