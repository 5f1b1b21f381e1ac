package org.mailstead.mailbox;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/** An immutable set of UIDs, kept as ascending ranges; {@code toString} is the IMAP form, {@code 1:4,7}. */
public final class UidSet {
    public static final UidSet EMPTY = new UidSet(new int[0]);

    /** Every UID there can be. */
    public static final UidSet ALL = range(1, Integer.MAX_VALUE);

    /** first and last of each range, in turn; ascending, neither touching nor overlapping. */
    private final int[] bounds;

    private UidSet(int[] bounds) {
        this.bounds = bounds;
    }

    public static UidSet range(int first, int last) {
        if (first < 1 || last < first) throw new IllegalArgumentException(first + ":" + last);
        return new UidSet(new int[] {first, last});
    }

    public static UidSet of(int... uids) {
        int[] sorted = uids.clone();
        Arrays.sort(sorted);
        var builder = new Builder();
        for (int uid : sorted) builder.add(uid);
        return builder.build();
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    public int ranges() {
        return bounds.length / 2;
    }

    public int first(int range) {
        return bounds[2 * range];
    }

    public int last(int range) {
        return bounds[2 * range + 1];
    }

    /** The lowest UID. */
    public int lowest() {
        if (isEmpty()) throw new NoSuchElementException("empty set");
        return bounds[0];
    }

    /** The highest UID. */
    public int highest() {
        if (isEmpty()) throw new NoSuchElementException("empty set");
        return bounds[bounds.length - 1];
    }

    public long size() {
        long size = 0;
        for (int i = 0; i < bounds.length; i += 2) size += bounds[i + 1] - (long) bounds[i] + 1;
        return size;
    }

    public boolean contains(int uid) {
        int at = Arrays.binarySearch(bounds, uid);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** Visits each UID in ascending order; not for {@link #ALL}. */
    public void forEach(IntConsumer each) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) each.accept((int) uid);
        }
    }

    /** Ranges as differences, each a varint; what {@link #read} reads. */
    void write(RowWriter out) {
        out.varint(ranges());
        int before = 0;
        for (int r = 0; r < ranges(); r++) {
            out.varint(first(r) - before).varint(last(r) - first(r));
            before = last(r);
        }
    }

    static UidSet read(RowReader in) {
        var uids = new Builder();
        int before = 0;
        for (long ranges = in.varint(); ranges > 0; ranges--) {
            long first = before + (long) in.count();
            long last = first + in.count();
            if (first < 1 || last > Integer.MAX_VALUE)
                throw new StoreFault("a set with the UIDs " + first + ":" + last);
            before = (int) last;
            uids.addRange((int) first, before);
        }
        return uids.build();
    }

    byte[] encode() {
        var out = new RowWriter();
        write(out);
        return out.toBytes();
    }

    /** The UIDs of this set that are not in {@code others}. */
    public UidSet without(UidSet others) {
        var left = new Builder();
        int o = 0;
        for (int r = 0; r < ranges(); r++) {
            long from = first(r);
            while (o < others.ranges() && others.last(o) < from) o++;
            for (int k = o; k < others.ranges() && others.first(k) <= last(r); k++) {
                if (others.first(k) > from) left.addRange((int) from, others.first(k) - 1);
                from = others.last(k) + 1L;
            }
            if (from <= last(r)) left.addRange((int) from, last(r));
        }
        return left.build();
    }

    /** The {@code count} lowest UIDs, or all if there are no more. */
    public UidSet lowest(long count) {
        var lowest = new Builder();
        long left = count;
        for (int r = 0; r < ranges() && left > 0; r++) {
            int last = (int) Math.min(last(r), first(r) + left - 1);
            lowest.addRange(first(r), last);
            left -= (long) last - first(r) + 1;
        }
        return lowest.build();
    }

    /** The {@code count} highest UIDs, or all if there are no more. */
    public UidSet highest(long count) {
        long tooMany = size() - count;
        if (tooMany <= 0) return this;
        int r = 0;
        while (r < ranges() && (long) last(r) - first(r) + 1 <= tooMany) tooMany -= (long) last(r) - first(r++) + 1;
        var highest = new Builder();
        for (; r < ranges(); r++) {
            highest.addRange((int) (first(r) + tooMany), last(r));
            tooMany = 0;
        }
        return highest.build();
    }

    /** The UIDs that are in one of the sets or in both. */
    public UidSet or(UidSet other) {
        return new Builder().addAll(this).addAll(other).build();
    }

    /** The UIDs that are in both sets. */
    public UidSet and(UidSet other) {
        var both = new Builder();
        int a = 0;
        int b = 0;
        while (a < ranges() && b < other.ranges()) {
            int from = Math.max(first(a), other.first(b));
            int to = Math.min(last(a), other.last(b));
            if (from <= to) both.addRange(from, to);
            if (last(a) < other.last(b)) a++;
            else b++;
        }
        return both.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            if (i > 0) text.append(',');
            text.append(bounds[i]);
            if (bounds[i + 1] != bounds[i]) text.append(':').append(bounds[i + 1]);
        }
        return text.toString();
    }

    /** Collects UIDs in ascending order; for other orders see {@link #addRange}. */
    public static final class Builder {
        private int[] bounds = new int[8];
        private int used;
        private boolean disordered;

        public Builder add(int uid) {
            return addRange(uid, uid);
        }

        /** Adds a range; ranges may come in any order and overlap. */
        public Builder addRange(int first, int last) {
            if (first < 1 || last < first) throw new IllegalArgumentException(first + ":" + last);
            if (used > 0 && !disordered) {
                int end = bounds[used - 1];
                if (first > end && first - 1 == end) {
                    bounds[used - 1] = last;
                    return this;
                }
                disordered = first <= end;
            }
            if (used == bounds.length) bounds = Arrays.copyOf(bounds, used * 2);
            bounds[used++] = first;
            bounds[used++] = last;
            return this;
        }

        public Builder addAll(UidSet set) {
            for (int r = 0; r < set.ranges(); r++) addRange(set.first(r), set.last(r));
            return this;
        }

        public void clear() {
            used = 0;
            disordered = false;
        }

        public UidSet build() {
            if (used == 0) return EMPTY;
            return disordered ? sorted() : new UidSet(Arrays.copyOf(bounds, used));
        }

        private UidSet sorted() {
            long[] ranges = new long[used / 2];
            for (int i = 0; i < ranges.length; i++) ranges[i] = (long) bounds[2 * i] << 32 | bounds[2 * i + 1];
            Arrays.sort(ranges);
            var merged = new int[used];
            int n = 0;
            for (long range : ranges) {
                int first = (int) (range >>> 32);
                int last = (int) range;
                if (n > 0 && first - 1 <= merged[n - 1]) {
                    merged[n - 1] = Math.max(merged[n - 1], last);
                } else {
                    merged[n++] = first;
                    merged[n++] = last;
                }
            }
            return new UidSet(Arrays.copyOf(merged, n));
        }
    }
}
