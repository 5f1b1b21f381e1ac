package org.mailstead.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds the value of a row out of fields; compact, not ordered. {@link RowReader} reads the same fields in order. */
public final class RowWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    /** One byte, 0 to 255. */
    public RowWriter u8(int value) {
        if (value < 0 || value > 0xff) throw new IllegalArgumentException("not an unsigned byte: " + value);
        out.write(value);
        return this;
    }

    public RowWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** One to ten bytes, few for small numbers; a negative one is taken as unsigned and always needs ten. */
    public RowWriter varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    /** Eight bytes, any long; for numbers that are usually large, such as times and random ids. */
    public RowWriter int64(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) out.write((int) (value >>> shift));
        return this;
    }

    public RowWriter bytes(byte[] value) {
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** UTF-8. Half a surrogate pair, which foreign mail can bring about, is stored as a question mark. */
    public RowWriter string(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public RowWriter optionalBytes(byte @Nullable [] value) {
        bool(value != null);
        return value == null ? this : bytes(value);
    }

    public RowWriter optionalString(@Nullable String value) {
        bool(value != null);
        return value == null ? this : string(value);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
