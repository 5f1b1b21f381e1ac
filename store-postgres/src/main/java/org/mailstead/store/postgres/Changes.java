package org.mailstead.store.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Op;
import org.mailstead.store.StoreLimits;

/**
 * What the operations of a commit come to. The parts of one SQL statement all see the rows as they were before it, in no order: so no
 * row may be touched by two of them.
 *
 * @param puts the rows there will be
 * @param deletes single keys that will not be there
 * @param ranges of which only the keys of {@code puts} will be there
 */
record Changes(NavigableMap<byte[], byte[]> puts, List<byte[]> deletes, List<KeyRange> ranges) {
    /** Behind every key there can be: one byte longer than the longest, and the greatest of that length. */
    private static final byte[] BEHIND_ALL = new byte[StoreLimits.KEY_BYTES + 1];

    static {
        Arrays.fill(BEHIND_ALL, (byte) 0xff);
    }

    static Changes of(List<Op> ops) {
        NavigableMap<byte[], byte @Nullable []> last = new TreeMap<>(Arrays::compareUnsigned);
        var ranges = new ArrayList<KeyRange>();
        for (Op op : ops) {
            switch (op) {
                case Op.Put(var key, var value) -> last.put(key, value);
                case Op.Delete(var key) -> last.put(key, null);
                case Op.DeleteRange(var range) -> {
                    if (range.isEmpty()) continue;
                    byte[] end = end(range);
                    last.subMap(range.from(), true, end, false).clear();
                    ranges.add(new KeyRange(range.from(), end));
                }
            }
        }
        NavigableMap<byte[], byte[]> puts = new TreeMap<>(Arrays::compareUnsigned);
        var deletes = new ArrayList<byte[]>();
        for (Map.Entry<byte[], byte @Nullable []> each : last.entrySet()) {
            byte[] value = each.getValue();
            if (value == null) deletes.add(each.getKey());
            else puts.put(each.getKey(), value);
        }
        return new Changes(puts, deletes, ranges);
    }

    /** The end of a range, which SQL compares as it does any other key. */
    static byte[] end(KeyRange range) {
        return range.to().length == 0 ? BEHIND_ALL : range.to();
    }
}
