package org.mailstead.mailbox;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;

/** A store that can read everything and write all accounts but one. */
record BrokenStore(PartitionStore real, String account) implements PartitionStore {
    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        if (partition.id().equals(account)) throw new StoreFault("broken on purpose");
        return real.commit(partition, expectedVersion, token, ops);
    }

    @Override
    public long version(Partition partition) {
        return real.version(partition);
    }

    @Override
    public Rows rows(Partition partition) {
        return real.rows(partition);
    }

    @Override
    public void drop(Partition partition) {
        real.drop(partition);
    }

    @Override
    public void partitions(String kind, Consumer<Partition> each) {
        real.partitions(kind, each);
    }

    @Override
    public BlobStore blobs() {
        return real.blobs();
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        return real.watch(partition, atLeastVersion);
    }

    @Override
    public void close() {
        real.close();
    }
}
