package org.mailstead.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;

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

    /** Whether no key can be in it. */
    public boolean isEmpty() {
        return to.length != 0 && Arrays.compareUnsigned(from, to) >= 0;
    }

    /** What is left of it behind {@code key}, for going on with an ascending scan. */
    public KeyRange after(byte[] key) {
        return new KeyRange(Arrays.copyOf(key, key.length + 1), to);
    }

    /** What is left of it in front of {@code key}, for going on with a descending scan. */
    public KeyRange before(byte[] key) {
        return new KeyRange(from, key);
    }

    /** A view of the entries in this range; the map must be ordered as unsigned bytes. */
    <V> NavigableMap<byte[], V> of(NavigableMap<byte[], V> map) {
        if (isEmpty()) return Collections.emptyNavigableMap();
        return to.length == 0 ? map.tailMap(from, true) : map.subMap(from, true, to, false);
    }
}
