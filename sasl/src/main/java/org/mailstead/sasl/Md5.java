package org.mailstead.sasl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** MD5 that can be stopped after its first block and gone on with later, which Java's own cannot. RFC 1321 §3. */
final class Md5 {
    /** Of a block, in bytes. */
    static final int BLOCK = 64;

    /** Of a state and of a digest, in bytes. */
    static final int STATE = 16;

    private static final int[] BEGINNING = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    private static final int[][] SHIFTS = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

    private static final int[] SINES = sines();

    private Md5() {}

    private static int[] sines() {
        var sines = new int[BLOCK];
        for (int i = 0; i < BLOCK; i++) sines[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * (1L << 32));
        return sines;
    }

    /** The state after one block. */
    static byte[] begun(byte[] block) {
        int[] state = BEGINNING.clone();
        mix(state, ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN));
        return bytes(state);
    }

    /** The digest of the block that {@code begun} came from, and of {@code rest} behind it. */
    static byte[] finished(byte[] begun, byte[] rest) {
        int[] state = new int[4];
        ByteBuffer.wrap(begun).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(state);
        // A bit, zeros, and the length of it all in bits as eight bytes. RFC 1321 §3.1 and §3.2
        int padded = (rest.length + 1 + Long.BYTES + BLOCK - 1) / BLOCK * BLOCK;
        ByteBuffer input = ByteBuffer.wrap(Arrays.copyOf(rest, padded)).order(ByteOrder.LITTLE_ENDIAN);
        input.put(rest.length, (byte) 0x80);
        input.putLong(padded - Long.BYTES, (long) (BLOCK + rest.length) * Byte.SIZE);
        while (input.hasRemaining()) mix(state, input);
        return bytes(state);
    }

    private static byte[] bytes(int[] state) {
        ByteBuffer bytes = ByteBuffer.allocate(STATE).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : state) bytes.putInt(word);
        return bytes.array();
    }

    /** Works one block into the state. RFC 1321 §3.4. */
    private static void mix(int[] state, ByteBuffer input) {
        int[] words = new int[BLOCK / Integer.BYTES];
        for (int i = 0; i < words.length; i++) words[i] = input.getInt();
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int i = 0; i < BLOCK; i++) {
            int round = i / 16;
            int word = switch (round) {
                case 0 -> i;
                case 1 -> 5 * i + 1;
                case 2 -> 3 * i + 5;
                default -> 7 * i;
            };
            int mixed = switch (round) {
                case 0 -> (b & c) | (~b & d);
                case 1 -> (d & b) | (~d & c);
                case 2 -> b ^ c ^ d;
                default -> c ^ (b | ~d);
            };
            int turned = Integer.rotateLeft(a + mixed + SINES[i] + words[word % words.length], SHIFTS[round][i % 4]);
            a = d;
            d = c;
            c = b;
            b += turned;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
