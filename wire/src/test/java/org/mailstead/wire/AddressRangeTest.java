package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.64/26, 192.0.2.127, true",
        "192.0.2.64/26, 192.0.2.128, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 192.0.2.1, false",
        "::1, ::1, true",
    })
    void contains(String range, String address, boolean within) {
        assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/33",
        "::/129",
        "localhost",
        "192.0.2",
        "010.0.0.1",
        "192.0.2.0/",
        "192.0.2.0/-1",
        "fe80::1%eth0",
        "''",
        "1/2"
    })
    void isNone(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void thisMachine() {
        for (String each : new String[] {"127.0.0.1", "127.1.2.3", "::1"})
            assertThat(AddressRange.anyContains(AddressRange.LOOPBACK, InetAddress.ofLiteral(each)))
                    .isTrue();
        assertThat(AddressRange.anyContains(AddressRange.LOOPBACK, InetAddress.ofLiteral("128.0.0.1")))
                .isFalse();
    }
}
