package org.mailstead.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Builds a key out of fields so that keys sort, as unsigned bytes, in the order of their fields: numbers by value,
 * strings by code point with a shorter one before those it begins.
 */
public final class KeyWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(24);

    /** One byte, 0 to 255. */
    public KeyWriter u8(int value) {
        if (value < 0 || value > 0xff) throw new IllegalArgumentException("not an unsigned byte: " + value);
        out.write(value);
        return this;
    }

    /** Four bytes, 0 to 4,294,967,295. */
    public KeyWriter u32(long value) {
        if (value < 0 || value > 0xffff_ffffL) throw new IllegalArgumentException("not an unsigned 32-bit: " + value);
        bigEndian(value, 4);
        return this;
    }

    /** Eight bytes; a negative {@code value} stands for its unsigned reading and sorts after all positive ones. */
    public KeyWriter u64(long value) {
        bigEndian(value, 8);
        return this;
    }

    /** The bytes as they are. Nothing marks their end, so they must be of fixed length or come last. */
    public KeyWriter bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    /**
     * UTF-8 ended by a zero byte, which sorts before every other one.
     *
     * @throws IllegalArgumentException if the text holds U+0000 or half a surrogate pair: two texts could become one key
     */
    public KeyWriter string(String value) {
        if (value.indexOf('\0') >= 0) throw new IllegalArgumentException("a key string cannot hold U+0000");
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            out.write(utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a key string must be well-formed Unicode", e);
        }
        out.write(0);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void bigEndian(long value, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out.write((int) (value >>> shift));
    }
}
