package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class ClientHelloFuzzTest {
    @Test
    void anyBytesNameProtocolsOrNone() throws Exception {
        List<byte[]> seeds = List.of(
                Hellos.of("imap"),
                Hellos.of("h2", "http/1.1"),
                Hellos.of(),
                Hellos.cut(Hellos.of("smtp", "pop3"), 50),
                Hellos.cut(Hellos.of("imap"), 1));
        Mutator.run(
                72,
                4_000,
                seeds,
                List.of(
                        "\u0016\u0003\u0001",
                        "\u0001\0\0",
                        "\0\u0010\0\u0007\0\u0005\u0004imap",
                        "\0\0",
                        "\u00ff\u00ff"),
                ClientHelloFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        try {
            for (String protocol : ClientHello.read(in).protocols())
                assertThat(protocol.length()).isLessThan(256);
            assertThat(bytes.length - in.available()).isLessThan(ClientHello.MOST_BYTES + 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
