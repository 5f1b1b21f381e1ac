package org.mailstead.outbound;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;

/** A store under a program that is killed now and then: just before a commit, or just after it. */
final class KilledStore implements PartitionStore {
    private final PartitionStore inner;
    private final RandomGenerator random;
    private final double share;

    /** @param share of commits, 0 to 1 */
    KilledStore(PartitionStore inner, RandomGenerator random, double share) {
        this.inner = inner;
        this.random = random;
        this.share = share;
    }

    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        if (random.nextDouble() < share / 2) throw new StoreFault("killed");
        Commit commit = inner.commit(partition, expectedVersion, token, ops);
        if (random.nextDouble() < share / 2) throw new StoreFault("killed");
        return commit;
    }

    @Override
    public long version(Partition partition) {
        return inner.version(partition);
    }

    @Override
    public Rows rows(Partition partition) {
        return inner.rows(partition);
    }

    @Override
    public void drop(Partition partition) {
        inner.drop(partition);
    }

    @Override
    public void partitions(String kind, Consumer<Partition> each) {
        inner.partitions(kind, each);
    }

    @Override
    public BlobStore blobs() {
        return inner.blobs();
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        return inner.watch(partition, atLeastVersion);
    }

    @Override
    public void close() {}
}
