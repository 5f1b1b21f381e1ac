package org.mailstead.store;

import java.util.Arrays;

/**
 * Keys from {@code from} (inclusive) to {@code to} (exclusive), ordered as unsigned bytes.
 *
 * @param to the end; empty means there is none
 */
public record KeyRange(byte[] from, byte[] to) {
    /** Every key that begins with {@code prefix}. */
    public static KeyRange prefix(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int i = end.length - 1; i >= 0; i--) {
            if (end[i] != (byte) 0xff) {
                end[i]++;
                return new KeyRange(prefix, Arrays.copyOf(end, i + 1));
            }
        }
        return new KeyRange(prefix, new byte[0]);
    }

    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(key, from) >= 0 && (to.length == 0 || Arrays.compareUnsigned(key, to) < 0);
    }
}
