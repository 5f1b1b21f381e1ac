package org.mailstead.imap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;

/** A store that counts who watches what, and how often rows are scanned, and that can be told to fail. */
final class WatchedStore implements PartitionStore {
    private final PartitionStore store;
    private final Map<Partition, Integer> watches = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> scans = new ConcurrentHashMap<>();

    private volatile @Nullable RuntimeException failure;

    WatchedStore(PartitionStore store) {
        this.store = store;
    }

    /** @param with thrown by whatever reads or writes rows from here on; null for nothing */
    void failWith(@Nullable RuntimeException with) {
        failure = with;
    }

    private void failIfTold() {
        RuntimeException told = failure;
        if (told != null) throw told;
    }

    /** Watches set and not closed. */
    int watches() {
        return watches.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Scans so far of rows whose keys begin with this byte, in all accounts. */
    long scans(char first) {
        return scans.computeIfAbsent(String.valueOf(first), _ -> new AtomicLong())
                .get();
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        Watch watch = store.watch(partition, atLeastVersion);
        watches.merge(partition, 1, Integer::sum);
        return () -> {
            watch.close();
            watches.merge(partition, -1, Integer::sum);
        };
    }

    @Override
    public Rows rows(Partition partition) {
        Rows rows = store.rows(partition);
        return new Rows() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                failIfTold();
                return rows.get(key);
            }

            @Override
            public List<byte @Nullable []> getAll(List<byte[]> keys) {
                failIfTold();
                return rows.getAll(keys);
            }

            @Override
            public void scan(KeyRange range, Order order, RowVisitor visitor) {
                failIfTold();
                count(range);
                rows.scan(range, order, visitor);
            }
        };
    }

    private void count(KeyRange range) {
        scans.computeIfAbsent(String.valueOf((char) range.from()[0]), _ -> new AtomicLong())
                .incrementAndGet();
    }

    @Override
    public long version(Partition partition) {
        return store.version(partition);
    }

    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        failIfTold();
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
    public void reading(Runnable work) {
        store.reading(work);
    }

    @Override
    public void close() {
        store.close();
    }
}
