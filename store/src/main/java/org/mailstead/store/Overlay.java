package org.mailstead.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one commit in the making, laid over the rows of the store. Several pieces of work write into it one
 * after the other, each seeing what those before it wrote; each can be taken back without the others.
 *
 * <p>What it keeps is the outcome and not the history: a row written by every one of a hundred merged pieces costs one
 * operation. That works because a range delete removes what it covers from {@link #changes} at once, so that all
 * range deletes can go first in the commit and the single changes after them.
 */
final class Overlay {
    private final Rows below;
    private final long changeNumber;
    private final NavigableMap<byte[], Change> changes = new TreeMap<>(Arrays::compareUnsigned);
    private DeletedRanges ranges = DeletedRanges.NONE;
    private int changedBytes;
    private int pieces;

    Overlay(Rows below, long changeNumber) {
        this.below = below;
        this.changeNumber = changeNumber;
    }

    /** Starts the next piece of work. The one before must have been kept or taken back. */
    Piece begin() {
        return new Piece(pieces++);
    }

    boolean isEmpty() {
        return changes.isEmpty() && ranges.count() == 0;
    }

    List<Op> ops() {
        List<Op> ops = ranges.ops();
        changes.forEach((key, change) -> {
            byte[] value = change.value;
            ops.add(value == null ? new Op.Delete(key) : new Op.Put(key, value));
        });
        return ops;
    }

    private int opCount() {
        return changes.size() + ranges.count();
    }

    private int opBytes() {
        return changedBytes + ranges.bytes();
    }

    private static int bytes(byte[] key, @Nullable Change change) {
        if (change == null) return 0;
        return key.length + (change.value == null ? 0 : change.value.length);
    }

    /** @param value null for a row deleted */
    private record Change(byte @Nullable [] value) {}

    /** @param change what was there before, null if nothing was */
    private record Undo(byte[] key, @Nullable Change change) {}

    /** The view one piece of work has. It refuses to be used when that work is over. */
    final class Piece implements Transaction {
        private final int ordinal;
        private final boolean first = isEmpty();
        private final List<Undo> undo = new ArrayList<>();
        private final DeletedRanges rangesBefore = ranges;
        private @Nullable StoreLimitException overflow;
        private boolean over;

        private Piece(int ordinal) {
            this.ordinal = ordinal;
        }

        /** Whether it could not see changes of others that are not committed yet. */
        boolean sawOnlyCommitted() {
            return first;
        }

        boolean wrote() {
            return !undo.isEmpty() || ranges != rangesBefore;
        }

        /** Set when the commit as a whole grew too large in this piece, even if the work swallowed the exception. */
        @Nullable
        StoreLimitException overflow() {
            return overflow;
        }

        void end() {
            over = true;
        }

        /** Takes back everything it wrote. */
        void takeBack() {
            for (Undo each : undo.reversed()) set(each.key, each.change);
            undo.clear();
            ranges = rangesBefore;
        }

        @Override
        public long changeNumber() {
            return changeNumber;
        }

        @Override
        public int ordinal() {
            return ordinal;
        }

        @Override
        public void put(byte[] key, byte[] value) {
            StoreLimits.check(new Op.Put(key, value));
            change(key.clone(), new Change(value.clone()));
        }

        @Override
        public void delete(byte[] key) {
            StoreLimits.check(new Op.Delete(key));
            change(key.clone(), new Change(null));
        }

        @Override
        public void deleteRange(KeyRange range) {
            requireRunning();
            StoreLimits.check(new Op.DeleteRange(range));
            for (byte[] key : List.copyOf(range.of(changes).keySet())) remember(key, null);
            ranges = ranges.with(range);
            requireRoom();
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireRunning();
            Change change = changes.get(key);
            if (change != null) return change.value == null ? null : change.value.clone();
            return ranges.contains(key) ? null : below.get(key);
        }

        @Override
        public List<byte @Nullable []> getAll(List<byte[]> keys) {
            requireRunning();
            List<byte[]> unchanged = new ArrayList<>();
            for (byte[] key : keys) if (!changes.containsKey(key) && !ranges.contains(key)) unchanged.add(key);
            Iterator<byte @Nullable []> found = unchanged.isEmpty()
                    ? List.<byte @Nullable []>of().iterator()
                    : below.getAll(unchanged).iterator();
            List<byte @Nullable []> values = new ArrayList<>(keys.size());
            for (byte[] key : keys) {
                boolean here = changes.containsKey(key) || ranges.contains(key);
                values.add(here ? get(key) : found.next());
            }
            return values;
        }

        @Override
        public void scan(KeyRange range, Order order, RowVisitor visitor) {
            requireRunning();
            if (range.isEmpty()) return;
            // Copies, so that the visitor may write: a scan shows the changes made before it began.
            NavigableMap<byte[], Change> changed = new TreeMap<>(range.of(changes));
            DeletedRanges gone = ranges;
            MergedScan merged =
                    new MergedScan(order == Order.ASCENDING ? changed : changed.descendingMap(), order, visitor);
            below.scan(range, order, (key, value) -> merged.stored(key, gone.contains(key) ? null : value));
            merged.rest();
        }

        private void change(byte[] key, Change change) {
            requireRunning();
            remember(key, change);
            requireRoom();
        }

        private void remember(byte[] key, @Nullable Change change) {
            undo.add(new Undo(key, changes.get(key)));
            set(key, change);
        }

        private void set(byte[] key, @Nullable Change change) {
            changedBytes -= bytes(key, changes.get(key));
            changedBytes += bytes(key, change);
            if (change == null) changes.remove(key);
            else changes.put(key, change);
        }

        private void requireRunning() {
            if (over) throw new IllegalStateException("a transaction was used after its work had ended");
        }

        private void requireRoom() {
            if (opCount() <= StoreLimits.COMMIT_OPS && opBytes() <= StoreLimits.COMMIT_BYTES) return;
            overflow =
                    new StoreLimitException("this work alone needs more than the %d operations or %d bytes of a commit"
                            .formatted(StoreLimits.COMMIT_OPS, StoreLimits.COMMIT_BYTES));
            throw overflow;
        }
    }

    /** Puts the changes of the overlay between the rows of the store, both in the order of the scan. */
    private static final class MergedScan {
        private final Iterator<Map.Entry<byte[], Change>> changes;
        private final Rows.Order order;
        private final Rows.RowVisitor visitor;
        private Map.@Nullable Entry<byte[], Change> next;
        private boolean stopped;

        MergedScan(NavigableMap<byte[], Change> changes, Rows.Order order, Rows.RowVisitor visitor) {
            this.changes = changes.entrySet().iterator();
            this.order = order;
            this.visitor = visitor;
            advance();
        }

        /** A row of the store; {@code value} is null if its range was deleted. */
        boolean stored(byte[] key, byte @Nullable [] value) {
            while (next != null && compare(next.getKey(), key) < 0) {
                if (!changed()) return false;
            }
            if (next != null && Arrays.equals(next.getKey(), key)) return changed();
            if (value != null && !visitor.row(key, value)) stopped = true;
            return !stopped;
        }

        void rest() {
            while (next != null && !stopped) changed();
        }

        /** Shows the next change, unless it is a deletion. */
        private boolean changed() {
            Map.Entry<byte[], Change> shown = next;
            advance();
            if (shown == null) return true;
            byte[] value = shown.getValue().value;
            if (value != null && !visitor.row(shown.getKey().clone(), value.clone())) stopped = true;
            return !stopped;
        }

        private void advance() {
            next = changes.hasNext() ? changes.next() : null;
        }

        private int compare(byte[] one, byte[] other) {
            int ascending = Arrays.compareUnsigned(one, other);
            return order == Rows.Order.ASCENDING ? ascending : -ascending;
        }
    }
}
