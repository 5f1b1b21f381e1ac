package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** The client, and what is left to be read. */
    private static String read(byte[] bytes) throws IOException {
        var in = new ByteArrayInputStream(bytes);
        String client = ProxyHeader.read(in)
                .client()
                .map(address -> address.getAddress().getHostAddress() + " " + address.getPort())
                .orElse("none");
        return client + "|" + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static byte[] line(String text) {
        return (text + "\r\nEHLO").getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.1 4711 25, 192.0.2.1 4711|EHLO",
        "PROXY TCP6 2001:db8::1 2001:db8::2 4711 25, 2001:db8:0:0:0:0:0:1 4711|EHLO",
        "PROXY UNKNOWN, none|EHLO",
        "PROXY UNKNOWN ffff::1 ffff::2 1 2, none|EHLO",
    })
    void aLine(String line, String expected) throws IOException {
        assertThat(read(line(line))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO x",
                "PROXY",
                "PROXY TCP4",
                "PROXY TCP4 192.0.2.1 198.51.100.1 4711",
                "PROXY TCP4 192.0.2.1 198.51.100.1 65536 25",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2",
                "PROXY TCP6 192.0.2.1 198.51.100.1 1 2",
                "PROXY TCP4 192.0.2.1/8 198.51.100.1 1 2",
                "PROXY TCP4 localhost 198.51.100.1 1 2",
                "PROXY TCP4 192.0.2.1  198.51.100.1 1 2",
                "PROXY TCP4 192.0.2.1 198.51.100.1 1 2 and far more than the hundred and seven bytes that one of these lines may have at most",
            })
    void noLine(String line) {
        assertThatThrownBy(() -> read(line(line))).isInstanceOf(ProxyHeader.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        // command, family, length, addresses and what follows
        "2111 000c c0000201 c6336401 1267 0019, 192.0.2.1 4711|EHLO",
        "2111 000f c0000201 c6336401 1267 0019 040000, 192.0.2.1 4711|EHLO",
        "2121 0024 20010db8000000000000000000000001 20010db8000000000000000000000002 1267 0019, 2001:db8:0:0:0:0:0:1 4711|EHLO",
        "2000 0000, none|EHLO",
        "2111 000b c0000201 c6336401 1267 00, malformed",
        "2011 000c c0000201 c6336401 1267 0019, none|EHLO",
        "2131 0000, none|EHLO",
        "2211 0000, malformed",
        "1111 000c c0000201 c6336401 1267 0019, malformed",
        "2111 1001, malformed",
    })
    void bytes(String hex, String expected) throws IOException {
        byte[] header = HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", "") + "45484c4f");
        if (expected.equals("malformed"))
            assertThatThrownBy(() -> read(header)).isInstanceOf(ProxyHeader.Malformed.class);
        else assertThat(read(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0d0a0d", SIGNATURE, SIGNATURE + "2111000cc000"})
    void anEndTooSoon(String hex) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex))).isInstanceOf(EOFException.class);
    }
}
