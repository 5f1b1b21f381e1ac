package org.mailstead.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes a key of {@link KeyWriter} apart again. Every method throws {@link RowFormatException} if the key ends early. */
public final class KeyReader {
    private final byte[] key;
    private int at;

    public KeyReader(byte[] key) {
        this.key = key;
    }

    public int u8() {
        return key[take(1)] & 0xff;
    }

    public long u32() {
        return bigEndian(4);
    }

    public long u64() {
        return bigEndian(8);
    }

    public byte[] bytes(int count) {
        int from = take(count);
        return Arrays.copyOfRange(key, from, from + count);
    }

    /** Everything that is left. */
    public byte[] rest() {
        return bytes(key.length - at);
    }

    /** @throws RowFormatException also if the bytes are not UTF-8 or their end is missing */
    public String string() {
        int end = at;
        while (end < key.length && key[end] != 0) end++;
        if (end == key.length) throw new RowFormatException("a string in a key has no end: " + shown());
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(key, at, end - at);
            String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            at = end + 1;
            return text;
        } catch (CharacterCodingException e) {
            throw new RowFormatException("a string in a key is not UTF-8: " + shown());
        }
    }

    public boolean atEnd() {
        return at == key.length;
    }

    /** @throws RowFormatException if anything is left */
    public void end() {
        if (!atEnd()) throw new RowFormatException("a key is longer than expected: " + shown());
    }

    private long bigEndian(int count) {
        int from = take(count);
        long value = 0;
        for (int i = 0; i < count; i++) value = (value << 8) | (key[from + i] & 0xff);
        return value;
    }

    private int take(int count) {
        if (count < 0 || count > key.length - at) {
            throw new RowFormatException("a key ends early, %d bytes wanted at %d: %s".formatted(count, at, shown()));
        }
        int from = at;
        at += count;
        return from;
    }

    private String shown() {
        return Hex.shown(key);
    }
}
