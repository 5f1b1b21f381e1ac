package org.mailstead.wire;

/**
 * A canonical Huffman code, for decoding. RFC 1951 §3.2.2. Short codes are looked up at once, the few longer ones bit by
 * bit.
 */
final class HuffmanCode {
    /** What {@link #decode} returns when there are too few bits to tell. */
    static final int MORE = 0;

    /** What {@link #decode} returns for bits that are no code. */
    static final int NONE = -1;

    private static final int LONGEST = 15;

    /** Nearly all codes of a text are this short, and the table is 1 KB. */
    private static final int SHORT = 9;

    /** By the next bits of input: symbol and length as {@link #decode} returns them, or 0. */
    private final short[] quick = new short[1 << SHORT];

    /** How many codes there are of each length. */
    private final short[] counts = new short[LONGEST + 1];

    /** Symbols by length, then by number. */
    private final short[] symbols;

    /** @param lengths of each symbol's code in bits, 0 for symbols that have none */
    HuffmanCode(byte[] lengths, int from, int to) throws NotDeflate {
        for (int i = from; i < to; i++) counts[lengths[i]]++;
        counts[0] = 0;
        refuseTooMany();
        var next = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) next[length + 1] = next[length] + counts[length];
        symbols = new short[to - from];
        var code = firstCodes();
        for (int i = from; i < to; i++) {
            int length = lengths[i];
            if (length == 0) continue;
            symbols[next[length]++] = (short) (i - from);
            fill(code[length]++, length, i - from);
        }
    }

    /** More codes than bits can tell apart would decode to nonsense; fewer are harmless, and some programs send them. */
    private void refuseTooMany() throws NotDeflate {
        int left = 1;
        for (int length = 1; length <= LONGEST; length++) {
            left = 2 * left - counts[length];
            if (left < 0) throw new NotDeflate("a code with too many symbols");
        }
    }

    private int[] firstCodes() {
        var first = new int[LONGEST + 1];
        for (int length = 1; length <= LONGEST; length++) first[length] = (first[length - 1] + counts[length - 1]) << 1;
        return first;
    }

    private void fill(int code, int length, int symbol) {
        if (length > SHORT) return;
        // A code's first bit comes first, which makes it the lowest of the bits read.
        int reversed = Integer.reverse(code) >>> (32 - length);
        short entry = (short) (symbol << 4 | length);
        for (int i = reversed; i < quick.length; i += 1 << length) quick[i] = entry;
    }

    /**
     * Decodes the code at the lowest of {@code bits}, of which {@code count} are there: {@code symbol << 4 | length},
     * {@link #MORE} or {@link #NONE}.
     */
    int decode(long bits, int count) {
        int entry = quick[(int) bits & (quick.length - 1)];
        if (entry != 0) return (entry & 15) <= count ? entry : MORE;
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            if (length > count) return MORE;
            code |= (int) (bits >>> (length - 1)) & 1;
            if (code - first < counts[length]) return symbols[index + code - first] << 4 | length;
            index += counts[length];
            first = (first + counts[length]) << 1;
            code <<= 1;
        }
        return NONE;
    }
}
