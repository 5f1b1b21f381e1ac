package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class ProxyHeaderFuzzTest {
    @Test
    void anyBytesNameAClientOrAreRefused() {
        List<byte[]> seeds = List.of(
                line("PROXY TCP4 192.0.2.1 198.51.100.1 4711 25\r\nEHLO x\r\n"),
                line("PROXY TCP6 2001:db8::1 2001:db8::2 4711 25\r\n"),
                line("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\nQUIT\r\n"),
                HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000fc0000201c6336401126700190400001603"),
                HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000"));
        Mutator.run(71, 4_000, seeds, List.of("PROXY ", "\r\n", "::", "\0\u00ff"), ProxyHeaderFuzzTest::read);
    }

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void read(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        try {
            var client = ProxyHeader.read(in).client();
            client.ifPresent(address -> assertThat(address.getAddress()).isNotNull());
            boolean isLine = bytes[0] == 'P';
            int behind = bytes.length - in.available();
            if (isLine)
                assertThat(new String(bytes, 0, behind, StandardCharsets.ISO_8859_1))
                        .endsWith("\r\n");
            else assertThat(behind).isEqualTo(16 + ((bytes[14] & 0xff) << 8 | (bytes[15] & 0xff)));
        } catch (ProxyHeader.Malformed | EOFException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
