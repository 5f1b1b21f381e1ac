package org.mailstead.wire;

import java.io.IOException;
import java.util.Arrays;

/** The two codes of a deflate block. RFC 1951 §3.2.5. */
record BlockCodes(HuffmanCode literals, HuffmanCode distances) {
    private static final int MAX_LITERALS = 286;
    private static final int MAX_DISTANCES = 30;

    /** The order in which the lengths of the code for lengths come. RFC 1951 §3.2.7. */
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** What blocks use that bring no codes of their own. RFC 1951 §3.2.6. */
    static final BlockCodes FIXED = fixed();

    /** Bits of a block's head, in the order they come. */
    interface Bits {
        /** Up to 16 bits as a number, waiting for them. */
        int next(int count) throws IOException;
    }

    private static BlockCodes fixed() {
        var literals = new byte[288];
        Arrays.fill(literals, 0, 144, (byte) 8);
        Arrays.fill(literals, 144, 256, (byte) 9);
        Arrays.fill(literals, 256, 280, (byte) 7);
        Arrays.fill(literals, 280, 288, (byte) 8);
        var distances = new byte[32];
        Arrays.fill(distances, (byte) 5);
        try {
            return new BlockCodes(new HuffmanCode(literals, 0, 288), new HuffmanCode(distances, 0, 32));
        } catch (NotDeflate e) {
            throw new IllegalStateException("the standard's own code is right", e);
        }
    }

    /** Reads the codes of a block that brings its own. RFC 1951 §3.2.7. */
    static BlockCodes read(Bits in) throws IOException {
        int literals = in.next(5) + 257;
        int distances = in.next(5) + 1;
        int ordered = in.next(4) + 4;
        if (literals > MAX_LITERALS || distances > MAX_DISTANCES) throw new NotDeflate("more symbols than there are");
        var own = new byte[ORDER.length];
        for (int i = 0; i < ordered; i++) own[ORDER[i]] = (byte) in.next(3);
        byte[] lengths = lengths(new HuffmanCode(own, 0, own.length), literals + distances, in);
        if (lengths[256] == 0) throw new NotDeflate("a block that could not end");
        return new BlockCodes(
                new HuffmanCode(lengths, 0, literals), new HuffmanCode(lengths, literals, literals + distances));
    }

    private static byte[] lengths(HuffmanCode code, int wanted, Bits in) throws IOException {
        var lengths = new byte[wanted];
        for (int i = 0; i < wanted; ) {
            int symbol = symbol(code, in);
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && i == 0) throw new NotDeflate("a repetition of nothing");
            byte repeated = symbol == 16 ? lengths[i - 1] : 0;
            int times = switch (symbol) {
                case 16 -> 3 + in.next(2);
                case 17 -> 3 + in.next(3);
                default -> 11 + in.next(7);
            };
            if (i + times > wanted) throw new NotDeflate("more lengths than symbols");
            Arrays.fill(lengths, i, i + times, repeated);
            i += times;
        }
        return lengths;
    }

    private static int symbol(HuffmanCode code, Bits in) throws IOException {
        int bits = 0;
        for (int count = 1; count <= 15; count++) {
            bits |= in.next(1) << (count - 1);
            int found = code.decode(bits, count);
            if (found == HuffmanCode.NONE) break;
            if (found != HuffmanCode.MORE) return found >> 4;
        }
        throw new NotDeflate("bits that are no code");
    }
}
