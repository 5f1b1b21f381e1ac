package org.mailstead.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes being put together. Unlike a ByteArrayOutputStream it takes text without a copy, and no lock. */
final class ByteSink {
    private static final int FIRST_BYTES = 512;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    ByteSink put(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** @param latin1 characters up to U+00FF, one byte each */
    @SuppressWarnings("deprecation") // The only way to have the bytes of a string without a copy; meant for ISO 8859-1.
    ByteSink put(String latin1) {
        int count = latin1.length();
        room(count);
        latin1.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    ByteSink put(long number) {
        return put(Long.toString(number));
    }

    /** A number of seven bits a byte, the lowest first; all but the last byte have the eighth bit. */
    ByteSink putVariable(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            put((char) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return put((char) rest);
    }

    private void room(int count) {
        if (bytes.length - length < count) bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
    }

    int length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }
}
