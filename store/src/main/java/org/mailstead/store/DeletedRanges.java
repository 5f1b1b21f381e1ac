package org.mailstead.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The ranges a transaction has deleted, those that touch joined. Immutable, so that a savepoint is a reference. */
final class DeletedRanges {
    static final DeletedRanges NONE = new DeletedRanges(new TreeMap<>(Arrays::compareUnsigned));

    /** From start to end, an empty end meaning none. They do not overlap. */
    private final NavigableMap<byte[], byte[]> ends;

    private final int bytes;

    private DeletedRanges(NavigableMap<byte[], byte[]> ends) {
        this.ends = ends;
        int sum = 0;
        for (Map.Entry<byte[], byte[]> range : ends.entrySet()) sum += range.getKey().length + range.getValue().length;
        this.bytes = sum;
    }

    boolean contains(byte[] key) {
        Map.Entry<byte[], byte[]> range = ends.floorEntry(key);
        return range != null && before(key, range.getValue());
    }

    DeletedRanges with(KeyRange added) {
        if (added.isEmpty()) return this;
        byte[] from = added.from();
        byte[] to = added.to();
        NavigableMap<byte[], byte[]> joined = new TreeMap<>(Arrays::compareUnsigned);
        for (Map.Entry<byte[], byte[]> present : ends.entrySet()) {
            boolean endsInFront =
                    present.getValue().length != 0 && Arrays.compareUnsigned(present.getValue(), added.from()) < 0;
            boolean startsBehind = added.to().length != 0 && Arrays.compareUnsigned(present.getKey(), added.to()) > 0;
            if (endsInFront || startsBehind) {
                joined.put(present.getKey(), present.getValue());
                continue;
            }
            if (Arrays.compareUnsigned(present.getKey(), from) < 0) from = present.getKey();
            if (to.length != 0 && !before(present.getValue(), to)) to = present.getValue();
            if (present.getValue().length == 0) to = present.getValue();
        }
        joined.put(from.clone(), to.clone());
        return new DeletedRanges(joined);
    }

    int count() {
        return ends.size();
    }

    int bytes() {
        return bytes;
    }

    List<Op> ops() {
        List<Op> ops = new ArrayList<>(ends.size());
        ends.forEach((from, to) -> ops.add(new Op.DeleteRange(new KeyRange(from, to))));
        return ops;
    }

    private static boolean before(byte[] key, byte[] end) {
        return end.length == 0 || Arrays.compareUnsigned(key, end) < 0;
    }
}
