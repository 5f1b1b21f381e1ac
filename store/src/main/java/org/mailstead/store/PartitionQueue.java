package org.mailstead.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The work waiting for one partition. One of the callers leads: the front of the queue is always its own work, so that
 * one commit settles it and it can hand on instead of serving others for ever.
 */
final class PartitionQueue {
    /** Pieces of work in one commit. The limits of a commit bound those that write; this bounds those that only read. */
    private static final int MERGED_PIECES = 512;

    /** Conflicts one piece of work may meet. Other nodes win a few times in a row, never this often. */
    private static final int CONFLICTS = 60;

    /** Conflicts answered by trying again at once; after that other writers are given room. */
    private static final int CONFLICTS_WITHOUT_PAUSE = 3;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    /** Callers that hold this object; guarded by the map it is in. */
    int callers;

    private final PartitionStore store;
    private final Partition partition;
    private final RandomGenerator random;

    // Guarded by this.
    private final Deque<PendingWork<?>> waiting = new ArrayDeque<>();
    private boolean led;

    PartitionQueue(PartitionStore store, Partition partition, RandomGenerator random) {
        this.store = store;
        this.partition = partition;
        this.random = random;
    }

    /** Queues the work; returns whether its caller is to lead. */
    synchronized boolean add(PendingWork<?> work) {
        waiting.addLast(work);
        boolean lead = !led;
        led = true;
        return lead;
    }

    /** Called by the one whose work is at the front; returns when that is settled. */
    void lead(PendingWork<?> mine) {
        mine.takeInterrupt();
        try {
            while (!mine.isSettled()) commitWaiting();
        } finally {
            mine.takeInterrupt();
            handOn();
        }
    }

    private void commitWaiting() {
        List<PendingWork<?>> taken = new ArrayList<>();
        try {
            commitWaiting(taken);
        } catch (RuntimeException | Error failure) {
            // Whatever it was, nobody may be left waiting. Settled ones are no longer in the list.
            if (taken.isEmpty()) taken.add(takeFront());
            for (PendingWork<?> each : taken) each.settle(failure);
        }
    }

    private void commitWaiting(List<PendingWork<?>> taken) {
        long version = store.version(partition);
        Overlay overlay = new Overlay(store.rows(partition), version + 1);
        List<PendingWork<?>> again = new ArrayList<>();
        PendingWork<?> next = poll();
        while (next != null) {
            taken.add(next);
            Overlay.Piece piece = next.run(overlay);
            boolean full = piece.overflow() != null && !piece.sawOnlyCommitted();
            // One that only read saw the changes of others half way: that is no version it could be told.
            boolean halfWay = !piece.wrote() && !next.failed() && !piece.sawOnlyCommitted();
            if (full || halfWay) again.add(next);
            next = full || taken.size() == MERGED_PIECES ? null : poll();
        }
        long after = commit(overlay, version);
        if (after < 0) {
            conflict(taken);
            return;
        }
        taken.removeAll(again);
        putBack(again);
        for (PendingWork<?> each : taken) each.settle(version, after);
        taken.clear();
    }

    /** The version after the commit, or -1 on conflict. Without changes, checks that what was read still holds. */
    private long commit(Overlay overlay, long version) {
        if (overlay.isEmpty()) return store.version(partition) == version ? version : -1;
        return switch (store.commit(partition, version, token(), overlay.ops())) {
            case Commit.Done(long newVersion) -> newVersion;
            case Commit.Conflict _ -> -1;
        };
    }

    private void conflict(List<PendingWork<?>> taken) {
        int most = 0;
        for (PendingWork<?> each : taken) most = Math.max(most, each.countConflict());
        if (most >= CONFLICTS) {
            throw new StoreFault("another writer was faster %d times in a row".formatted(most));
        }
        putBack(taken);
        taken.clear();
        if (most > CONFLICTS_WITHOUT_PAUSE) pause(most);
    }

    private void pause(int conflicts) {
        long longest = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(conflicts, 20));
        long nanos;
        synchronized (random) {
            nanos = random.nextLong(longest);
        }
        LockSupport.parkNanos(this, nanos);
    }

    private CommitToken token() {
        synchronized (random) {
            return CommitToken.next(random);
        }
    }

    private synchronized @Nullable PendingWork<?> poll() {
        return waiting.pollFirst();
    }

    private synchronized PendingWork<?> takeFront() {
        return waiting.removeFirst();
    }

    private synchronized void putBack(List<PendingWork<?>> works) {
        for (PendingWork<?> each : works.reversed()) waiting.addFirst(each);
    }

    private synchronized void handOn() {
        PendingWork<?> next = waiting.peekFirst();
        if (next == null) led = false;
        else next.makeLeader();
    }
}
