package org.mailstead.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a row in the order {@link RowWriter} wrote them. Every method throws {@link RowFormatException}
 * if the row ends early or holds what no writer writes; nothing is allocated for a length that is not there.
 */
public final class RowReader {
    private static final char REPLACEMENT = '\ufffd';

    private final byte[] row;
    private int at;

    public RowReader(byte[] row) {
        this.row = row;
    }

    public int u8() {
        return row[take(1)] & 0xff;
    }

    public boolean bool() {
        int value = u8();
        if (value > 1) throw broken("neither 0 nor 1 where a yes or no belongs: " + value);
        return value == 1;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            if (shift == 63 && next > 1) break;
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw broken("a number longer than 64 bits");
    }

    /** A varint that counts something and so must fit an {@code int}. */
    public int count() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) throw broken("a count too large: " + Long.toUnsignedString(value));
        return (int) value;
    }

    public long int64() {
        int from = take(8);
        long value = 0;
        for (int i = 0; i < 8; i++) value = (value << 8) | (row[from + i] & 0xff);
        return value;
    }

    public byte[] bytes() {
        int count = count();
        int from = take(count);
        return Arrays.copyOfRange(row, from, from + count);
    }

    public String string() {
        int count = count();
        int from = take(count);
        // Many times faster than a decoder; what it could not decode shows as a sign that hardly any text has.
        var text = new String(row, from, count, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(from, count);
    }

    private String strictly(int from, int count) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row, from, count))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken("a text that is not UTF-8");
        }
    }

    public byte @Nullable [] optionalBytes() {
        return bool() ? bytes() : null;
    }

    public @Nullable String optionalString() {
        return bool() ? string() : null;
    }

    /** For rows that later versions made longer: whether a reader of the new fields should stop here. */
    public boolean atEnd() {
        return at == row.length;
    }

    /** @throws RowFormatException if anything is left */
    public void end() {
        if (!atEnd()) throw broken("more than expected");
    }

    private int take(int count) {
        if (count > row.length - at) throw broken("an early end, " + count + " bytes wanted");
        int from = at;
        at += count;
        return from;
    }

    private RowFormatException broken(String what) {
        return new RowFormatException("a row has %s, at byte %d of %d".formatted(what, at, row.length));
    }
}
