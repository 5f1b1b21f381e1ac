package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeflateReaderTest {
    private static final byte[] NONE = {};

    @Test
    void inflatesWhateverZlibDeflates() throws IOException {
        var random = new Random(4978);
        int[] strategies = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};
        for (int round = 0; round < 200; round++) {
            byte[] plain = text(random, random.nextInt(150_000));
            var deflater = new Deflater(round % 10, true);
            deflater.setStrategy(strategies[random.nextInt(strategies.length)]);
            byte[] deflated = deflated(deflater, plain, random);
            deflater.end();
            boolean same = Arrays.equals(readAll(reader(deflated, random), random), plain);
            assertThat(same).as("round %d", round).isTrue();
        }
    }

    /** RFC 1951 §3.2.4: one stored block with the text "ab", then one with fixed codes and a match. */
    @Test
    void readsBlocksWrittenByHand() throws IOException {
        byte[] stored = HexFormat.of().parseHex("000200fdff6162010100feff63");
        assertThat(readAll(reader(stored, new Random(1)), new Random(2)))
                .asString()
                .isEqualTo("abc");
    }

    @Test
    void givesWhatIsHereBeforeItWaitsForMore() throws IOException {
        var deflater = new Deflater(6, true);
        byte[] first = flushed(deflater, "a NOOP\r\n");
        byte[] second = flushed(deflater, "b NOOP\r\n");
        int[] reads = {0};
        var reader = new DeflateReader(
                (into, offset, length) -> {
                    if (++reads[0] > 1) throw new IOException("waited");
                    System.arraycopy(first, 0, into, offset, first.length);
                    return first.length;
                },
                NONE);
        var got = new byte[100];
        assertThat(reader.read(got, 0, 100)).isEqualTo(8);
        assertThatThrownBy(() -> reader.read(got, 0, 100)).hasMessage("waited");
        assertThat(second).hasSizeLessThan(12);
    }

    @Test
    void whatWasReadAheadComesFirst() throws IOException {
        byte[] all = flushed(new Deflater(6, true), "a NOOP\r\nb LOGOUT\r\n");
        var ahead = Arrays.copyOf(all, 3);
        var rest = Arrays.copyOfRange(all, 3, all.length);
        boolean[] given = {false};
        var reader = new DeflateReader(
                (into, offset, length) -> {
                    if (given[0]) return -1;
                    given[0] = true;
                    System.arraycopy(rest, 0, into, offset, rest.length);
                    return rest.length;
                },
                ahead);
        assertThat(readAll(reader, new Random(3))).asString().isEqualTo("a NOOP\r\nb LOGOUT\r\n");
    }

    /** Each: a block of kind 3, a wrong stored length, a match before the beginning, too many codes. RFC 1951 §3.2.3. */
    @Test
    void refusesWhatIsNoDeflate() {
        for (String hex : new String[] {"07", "0001000000", "030200", "ed ff ff ff ff ff ff ff ff ff ff ff"}) {
            byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
            assertThatThrownBy(() -> readAll(reader(bytes, new Random(1)), new Random(1)))
                    .as(hex)
                    .isInstanceOf(NotDeflate.class);
        }
    }

    @Test
    void damagedInputIsTakenAsZlibTakesIt() {
        var random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = deflated(new Deflater(random.nextInt(10), true), text(random, 2_000), random);
            for (int n = random.nextInt(5); n >= 0; n--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            if (round % 5 == 0) random.nextBytes(bytes);
            byte[] zlibs = inflatedByZlib(bytes);
            try {
                byte[] ours = readAll(reader(bytes, random), random);
                assertThat(ours.length).isLessThan(1032 * 3_000);
                if (zlibs != null)
                    assertThat(Arrays.equals(ours, zlibs)).as("round %d", round).isTrue();
            } catch (NotDeflate expected) {
                // Ours takes some codes zlib finds wasteful, but nothing less than zlib.
                assertThat(zlibs)
                        .as("round %d: %s", round, expected.getMessage())
                        .isNull();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Null if zlib finds a mistake, or no end. */
    private static byte @Nullable [] inflatedByZlib(byte[] bytes) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(bytes);
            var out = new ByteArrayOutputStream();
            var piece = new byte[10_000];
            for (int n = inflater.inflate(piece); n > 0; n = inflater.inflate(piece)) out.write(piece, 0, n);
            // At the end of input it may not have said yet what is wrong.
            return inflater.finished() ? out.toByteArray() : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    /** A reader whose input comes in pieces of all sizes. */
    private static DeflateReader reader(byte[] all, Random random) {
        int[] at = {0};
        return new DeflateReader(
                (into, offset, length) -> {
                    if (at[0] == all.length) return -1;
                    int most = random.nextInt(4) == 0 ? length : Math.min(length, 7);
                    int count = Math.min(random.nextInt(most) + 1, all.length - at[0]);
                    System.arraycopy(all, at[0], into, offset, count);
                    at[0] += count;
                    return count;
                },
                NONE);
    }

    private static byte[] readAll(DeflateReader reader, Random random) throws IOException {
        var got = new ByteArrayOutputStream();
        byte[] piece = new byte[20_000];
        while (true) {
            if (random.nextBoolean() && !reader.await()) return got.toByteArray();
            int count = reader.read(piece, 0, random.nextInt(piece.length) + 1);
            if (count < 0) return got.toByteArray();
            got.write(piece, 0, count);
        }
    }

    private static byte[] flushed(Deflater deflater, String text) {
        deflater.setInput(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        var out = new byte[1000];
        return Arrays.copyOf(out, deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH));
    }

    static byte[] deflated(Deflater deflater, byte[] plain, Random random) {
        var out = new ByteArrayOutputStream();
        var piece = new byte[1000];
        for (int at = 0; at < plain.length; ) {
            int count = Math.min(random.nextInt(30_000) + 1, plain.length - at);
            deflater.setInput(plain, at, count);
            at += count;
            int flush = new int[] {Deflater.NO_FLUSH, Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH}[random.nextInt(3)];
            int made;
            do {
                made = deflater.deflate(piece, 0, piece.length, flush);
                out.write(piece, 0, made);
            } while (made == piece.length || !deflater.needsInput());
        }
        deflater.finish();
        while (!deflater.finished()) out.write(piece, 0, deflater.deflate(piece));
        return out.toByteArray();
    }

    /** Words that come again, noise, and long runs. */
    private static byte[] text(Random random, int length) {
        var text = new byte[length];
        for (int i = 0; i < length; ) {
            int count = Math.min(random.nextInt(300) + 1, length - i);
            switch (random.nextInt(4)) {
                case 0 -> {
                    for (int k = 0; k < count; k++) text[i + k] = (byte) random.nextInt();
                }
                case 1 -> Arrays.fill(text, i, i + count, (byte) random.nextInt());
                default -> {
                    int from = i == 0 ? 0 : Math.max(0, i - 1 - random.nextInt(Math.min(i, 40_000)));
                    for (int k = 0; k < count; k++) text[i + k] = i == 0 ? (byte) k : text[Math.min(from + k, i - 1)];
                }
            }
            i += count;
        }
        return text;
    }
}
