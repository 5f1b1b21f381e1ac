package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineReadingTest {
    @Test
    void linesEndAtLfAndLoseOneCrBeforeIt() throws IOException {
        try (var pair = Loopback.open()) {
            pair.peerSends("a\r\nb\n\r\nc\r\r\nd\re\0f\n");
            assertThat(text(pair.connection().readLine(100))).isEqualTo("a");
            assertThat(text(pair.connection().readLine(100))).isEqualTo("b");
            assertThat(text(pair.connection().readLine(100))).isEmpty();
            assertThat(text(pair.connection().readLine(100))).isEqualTo("c\r");
            assertThat(text(pair.connection().readLine(100))).isEqualTo("d\re\0f");
        }
    }

    @Test
    void lineThatIsTooLongIsSkippedAndTheNextOneRead() throws IOException {
        try (var pair = Loopback.open()) {
            Thread.startVirtualThread(() -> {
                try {
                    pair.peerSends("x".repeat(100_000) + "\r\nNOOP\r\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatThrownBy(() -> pair.connection().readLine(1000)).isInstanceOf(LineTooLong.class);
            assertThat(text(pair.connection().readLine(1000))).isEqualTo("NOOP");
        }
    }

    @Test
    void halfALineAtTheEndIsNoLine() throws IOException {
        try (var pair = Loopback.open()) {
            pair.peerSends("whole\r\nhal");
            pair.peer().shutdownOutput();
            assertThat(text(pair.connection().readLine(100))).isEqualTo("whole");
            assertThat(pair.connection().readLine(100)).isNull();
        }
    }

    @Test
    void answersGoOutBeforeWaitingForThePeer() throws IOException {
        try (var pair = Loopback.open()) {
            pair.connection().write("hello\r\n");
            Thread.startVirtualThread(() -> {
                try {
                    byte[] got = pair.peer().getInputStream().readNBytes(7);
                    pair.peerSends(new String(got, StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(text(pair.connection().readLine(100))).isEqualTo("hello");
        }
    }

    @Test
    void linesBulkAndBlocksShareOneStream() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < 30; round++) {
            byte[] sent = new byte[random.nextInt(60_000) + 1];
            for (int i = 0; i < sent.length; i++) sent[i] = (byte) "ab\r\n\0".charAt(random.nextInt(5));
            sent[sent.length - 1] = '\n';
            try (var pair = Loopback.open()) {
                Thread.startVirtualThread(() -> {
                    try {
                        pair.peer().getOutputStream().write(sent);
                        pair.peer().shutdownOutput();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                assertThat(readInAllWays(pair.connection(), random)).isEqualTo(withoutLineEnds(sent));
            }
        }
    }

    /** Line ends are left out since lines lose them. */
    private static byte[] readInAllWays(Connection connection, Random random) throws IOException {
        var got = new ByteArrayOutputStream();
        while (true) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    byte[] line = connection.readLine(1_000_000);
                    if (line != null) got.write(line);
                }
                case 1 -> {
                    boolean more = connection.scan((input, from, to) -> {
                        int until = from + random.nextInt(to - from + 1);
                        got.write(input, from, until - from);
                        return until;
                    });
                    if (!more) return withoutLineEnds(got.toByteArray());
                }
                default -> {
                    byte[] some = new byte[random.nextInt(10_000) + 1];
                    int count = connection.read(some, 0, some.length);
                    if (count < 0) return withoutLineEnds(got.toByteArray());
                    got.write(some, 0, count);
                }
            }
        }
    }

    private static byte[] withoutLineEnds(byte[] bytes) {
        var kept = new ByteArrayOutputStream();
        for (byte each : bytes) if (each != '\n' && each != '\r') kept.write(each);
        return kept.toByteArray();
    }

    private static @Nullable String text(byte @Nullable [] line) {
        return line == null ? null : new String(line, StandardCharsets.ISO_8859_1);
    }
}
