package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class InflateFuzzTest {
    /** No code of RFC 1951 gives more bytes than this for one. */
    private static final int MOST_FOR_ONE = 1032;

    @Test
    void anyBytesAreInflatedOrRefused() {
        var random = new Random(5);
        String commands = "a SELECT INBOX\r\nb FETCH 1:* (UID FLAGS)\r\n".repeat(30);
        List<byte[]> seeds = List.of(
                deflated(6, commands, random),
                deflated(0, commands, random),
                deflated(1, "x".repeat(40_000), random),
                deflated(9, commands + "\u00e4\u0001\u0007".repeat(50), random));
        Mutator.run(61, 4_000, seeds, List.of("\0\0\u00ff\u00ff", "\u0003\0"), InflateFuzzTest::inflate);
    }

    private static byte[] deflated(int level, String text, Random random) {
        var deflater = new Deflater(level, true);
        try {
            return DeflateReaderTest.deflated(deflater, text.getBytes(StandardCharsets.ISO_8859_1), random);
        } finally {
            deflater.end();
        }
    }

    private static void inflate(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        var reader = new DeflateReader(in::read, new byte[0]);
        byte[] piece = new byte[8 * 1024];
        long made = 0;
        try {
            for (int n = reader.read(piece, 0, piece.length); n > 0; n = reader.read(piece, 0, piece.length)) made += n;
        } catch (NotDeflate refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(made).isLessThanOrEqualTo((long) MOST_FOR_ONE * (bytes.length + 1));
    }
}
