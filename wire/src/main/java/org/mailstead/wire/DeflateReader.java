package org.mailstead.wire;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what a peer sends, raw deflate without a header (RFC 1951 §3.2), as it arrives: never waits for more while a
 * byte can be had from what is here.
 *
 * <p>Written anew since zlib's inflater holds 40 KB of memory outside the heap for as long as it lives, and cannot say
 * whether it stands between two blocks, where it could be let go. This one holds what the peer may still refer to, which
 * for most clients is the few hundred bytes they ever sent, and a small buffer.
 */
final class DeflateReader {
    /** RFC 1951 §2: matches reach back so far. */
    private static final int LARGEST_WINDOW = 32 * 1024;

    private static final int FIRST_WINDOW = 512;

    /** A few commands, for each of which an idle connection holds no more than this. */
    private static final int SMALL_READ = 512;

    /** While a message comes in. */
    private static final int LARGE_READ = 8 * 1024;

    private static final int END_OF_BLOCK = 256;
    private static final int NOTHING = -1;

    private static final short[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final byte[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final short[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };

    /** Where bytes come from; waits for some. */
    interface Source {
        /** Like {@link java.io.InputStream#read(byte[], int, int)}. */
        int read(byte[] into, int offset, int length) throws IOException;
    }

    private enum Mode {
        BETWEEN_BLOCKS,
        STORED,
        CODED,
        ENDED
    }

    private final Source source;
    private byte[] raw;
    private int rawAt;
    private int rawEnd;

    /** Bits read and not used yet, the next one lowest. */
    private long bits;

    private int bitCount;

    private Mode mode = Mode.BETWEEN_BLOCKS;
    private boolean lastBlock;
    private int storedLeft;
    private @Nullable BlockCodes codes;
    private int literal = NOTHING;
    private int matchLeft;
    private int matchDistance;

    /** A ring of what came out last; its size is a power of two and grows until it is the largest. */
    private byte[] window = new byte[FIRST_WINDOW];

    private long produced;

    /** @param readAhead compressed bytes that came before anybody knew they would be */
    DeflateReader(Source source, byte[] readAhead) {
        this.source = source;
        this.raw = readAhead;
        this.rawEnd = readAhead.length;
    }

    /** Waits until there is a byte to be had; false at the end of input. Needs no room for it, unlike {@link #read}. */
    boolean await() throws IOException {
        return advance(true);
    }

    /** Waits for the first byte only; -1 at the end of input. */
    int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && advance(count == 0)) count += take(into, offset + count, length - count);
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Goes on until a byte can be had; false if there is none without waiting where that is not wanted, or at the end. */
    private boolean advance(boolean mayWait) throws IOException {
        while (true) {
            switch (mode) {
                case BETWEEN_BLOCKS -> {
                    // A block's head is read in one go, waiting where it must.
                    if (!mayWait || !beginBlock()) return false;
                }
                case STORED -> {
                    if (storedLeft == 0) endBlock();
                    else return bitCount > 0 || rawAt < rawEnd || (mayWait && fill());
                }
                case CODED -> {
                    if (literal != NOTHING || matchLeft > 0) return true;
                    if (!decode() && !(mayWait && more())) return false;
                }
                case ENDED -> {
                    return false;
                }
            }
        }
    }

    private int take(byte[] into, int offset, int length) {
        if (mode == Mode.STORED) {
            if (bitCount > 0) {
                // A byte of the block that was taken in with the bits before it.
                into[offset] = keep((byte) takeBits(8));
                storedLeft--;
                return 1;
            }
            int count = Math.min(Math.min(length, storedLeft), rawEnd - rawAt);
            for (int i = 0; i < count; i++) into[offset + i] = keep(raw[rawAt + i]);
            rawAt += count;
            storedLeft -= count;
            return count;
        }
        if (literal != NOTHING) {
            into[offset] = keep((byte) literal);
            literal = NOTHING;
            return 1;
        }
        int count = Math.min(length, matchLeft);
        for (int i = 0; i < count; i++)
            into[offset + i] = keep(window[(int) (produced - matchDistance) & (window.length - 1)]);
        matchLeft -= count;
        return count;
    }

    private byte keep(byte value) {
        // The ring has not gone round yet when it grows, so what is in it stays where it is.
        if (produced == window.length && window.length < LARGEST_WINDOW)
            window = Arrays.copyOf(window, window.length * 2);
        window[(int) produced & (window.length - 1)] = value;
        produced++;
        return value;
    }

    /** Takes one symbol off the input, or leaves all as it was and returns false if some of it is still to come. */
    private boolean decode() throws NotDeflate {
        var block = java.util.Objects.requireNonNull(codes);
        while (bitCount <= 48 && rawAt < rawEnd) addByte();
        int code = found(block.literals().decode(bits, bitCount));
        if (code == HuffmanCode.MORE) return false;
        int symbol = code >> 4;
        int used = code & 15;
        if (symbol < END_OF_BLOCK) {
            literal = symbol;
        } else if (symbol == END_OF_BLOCK) {
            endBlock();
        } else {
            int kind = symbol - END_OF_BLOCK - 1;
            if (kind >= LENGTH_BASE.length) throw new NotDeflate("a length that does not exist");
            int length = LENGTH_BASE[kind] + low(bits >>> used, LENGTH_BITS[kind]);
            used += LENGTH_BITS[kind];
            int far = found(block.distances().decode(bits >>> used, bitCount - used));
            if (far == HuffmanCode.MORE) return false;
            int farKind = far >> 4;
            if (farKind >= DISTANCE_BASE.length) throw new NotDeflate("a distance that does not exist");
            used += far & 15;
            int extra = Math.max(0, farKind / 2 - 1);
            int distance = DISTANCE_BASE[farKind] + low(bits >>> used, extra);
            used += extra;
            if (used > bitCount) return false;
            if (distance > produced) throw new NotDeflate("a distance before the beginning");
            matchLeft = length;
            matchDistance = distance;
        }
        bits >>>= used;
        bitCount -= used;
        return true;
    }

    private static int found(int code) throws NotDeflate {
        if (code == HuffmanCode.NONE) throw new NotDeflate("bits that are no code");
        return code;
    }

    /** Reads a block's head; false if the input ends first. RFC 1951 §3.2.3. */
    private boolean beginBlock() throws IOException {
        if (!need(3)) return false;
        lastBlock = takeBits(1) == 1;
        switch (takeBits(2)) {
            case 0 -> {
                return beginStored();
            }
            case 1 -> codes = BlockCodes.FIXED;
            case 2 -> {
                codes = BlockCodes.read(count -> {
                    if (!need(count)) throw new NotDeflate("it ends inside a block's head");
                    return takeBits(count);
                });
            }
            default -> throw new NotDeflate("a block of no kind");
        }
        mode = Mode.CODED;
        return true;
    }

    private boolean beginStored() throws IOException {
        takeBits(bitCount & 7);
        if (!need(32)) return false;
        int length = takeBits(16);
        if (length != (~takeBits(16) & 0xffff)) throw new NotDeflate("a block whose length is wrong");
        storedLeft = length;
        mode = Mode.STORED;
        return true;
    }

    private void endBlock() {
        codes = null;
        mode = lastBlock ? Mode.ENDED : Mode.BETWEEN_BLOCKS;
    }

    private boolean need(int count) throws IOException {
        while (bitCount < count) if (!more()) return false;
        return true;
    }

    /** Takes in one more byte, waiting for it if it must; false at the end of input. */
    private boolean more() throws IOException {
        if (rawAt == rawEnd && !fill()) return false;
        addByte();
        return true;
    }

    private void addByte() {
        bits |= (raw[rawAt++] & 0xffL) << bitCount;
        bitCount += 8;
    }

    private int takeBits(int count) {
        int value = low(bits, count);
        bits >>>= count;
        bitCount -= count;
        return value;
    }

    private static int low(long bits, int count) {
        return (int) bits & ((1 << count) - 1);
    }

    private boolean fill() throws IOException {
        boolean much = rawEnd >= SMALL_READ;
        int wanted = much ? LARGE_READ : SMALL_READ;
        if (raw.length != wanted) raw = new byte[wanted];
        rawAt = 0;
        rawEnd = 0;
        int count = source.read(raw, 0, raw.length);
        if (count > 0) rawEnd = count;
        return count > 0;
    }
}
