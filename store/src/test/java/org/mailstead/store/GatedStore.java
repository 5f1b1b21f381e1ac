package org.mailstead.store;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A memory store whose commits a test can hold up and make fail. */
final class GatedStore implements PartitionStore {
    private final MemoryStore store = new MemoryStore(InstantSource.system());
    final AtomicInteger commits = new AtomicInteger();
    volatile boolean closedGate;
    volatile @Nullable RuntimeException failure;

    /** Waits on a condition, at most ten seconds. */
    static void await(BooleanSupplier condition) {
        long limit = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) throw new AssertionError("waited ten seconds in vain");
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public long version(Partition partition) {
        return store.version(partition);
    }

    @Override
    public Rows rows(Partition partition) {
        return store.rows(partition);
    }

    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        commits.incrementAndGet();
        await(() -> !closedGate);
        if (failure != null) throw failure;
        return store.commit(partition, expectedVersion, token, ops);
    }

    @Override
    public void drop(Partition partition) {
        store.drop(partition);
    }

    @Override
    public void partitions(String kind, Consumer<Partition> each) {
        store.partitions(kind, each);
    }

    @Override
    public BlobStore blobs() {
        return store.blobs();
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        return store.watch(partition, atLeastVersion);
    }

    @Override
    public void close() {
        store.close();
    }
}
