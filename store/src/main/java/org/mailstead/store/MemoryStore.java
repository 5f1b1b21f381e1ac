package org.mailstead.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The engine for tests: everything in memory, gone at the end. It keeps the limits of {@link StoreLimits}, reads no
 * better than the weakest engine (a scan may straddle commits), and on request refuses commits for no reason, so that
 * work is repeated as it would be in a cluster.
 */
public final class MemoryStore implements PartitionStore {
    private final ConcurrentMap<Partition, Content> partitions = new ConcurrentHashMap<>();
    private final Watches watches = new Watches();
    private final MemoryBlobs blobs;
    private final @Nullable RandomGenerator random;
    private final double conflictShare;
    private volatile boolean closed;

    /** @param clock gives blobs their age */
    public MemoryStore(InstantSource clock) {
        this(clock, null, 0);
    }

    private MemoryStore(InstantSource clock, @Nullable RandomGenerator random, double conflictShare) {
        this.blobs = new MemoryBlobs(clock, this::requireOpen);
        this.random = random;
        this.conflictShare = conflictShare;
    }

    /** One that answers a {@code share} (0 to below 1) of all commits with a conflict though there was none. */
    public static MemoryStore withConflicts(InstantSource clock, RandomGenerator random, double share) {
        if (share < 0 || share >= 1) throw new IllegalArgumentException("a share is 0 to below 1, not " + share);
        return new MemoryStore(clock, random, share);
    }

    @Override
    public long version(Partition partition) {
        requireOpen();
        Content content = partitions.get(partition);
        return content == null ? 0 : content.version();
    }

    @Override
    public Rows rows(Partition partition) {
        return new MemoryRows(partition);
    }

    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        requireOpen();
        StoreLimits.check(ops);
        if (refuseForNoReason()) return new Commit.Conflict(version(partition));
        Commit[] outcome = new Commit[1];
        partitions.compute(partition, (_, present) -> {
            Content content = present == null ? new Content() : present;
            outcome[0] = content.commit(expectedVersion, ops);
            return content.version() == 0 ? null : content;
        });
        if (outcome[0] instanceof Commit.Done(long version)) watches.tell(partition, version);
        return outcome[0];
    }

    @Override
    public void drop(Partition partition) {
        requireOpen();
        partitions.remove(partition);
    }

    @Override
    public void partitions(String kind, Consumer<Partition> each) {
        requireOpen();
        for (Partition partition : partitions.keySet()) {
            if (partition.kind().equals(kind)) each.accept(partition);
        }
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        return watches.add(partition, atLeastVersion);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) throw new StoreFault("the store is closed");
    }

    private boolean refuseForNoReason() {
        if (random == null) return false;
        synchronized (random) {
            return random.nextDouble() < conflictShare;
        }
    }

    private final class MemoryRows implements Rows {
        private final Partition partition;

        MemoryRows(Partition partition) {
            this.partition = partition;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireOpen();
            Content content = partitions.get(partition);
            return content == null ? null : content.get(key);
        }

        @Override
        public List<byte @Nullable []> getAll(List<byte[]> keys) {
            List<byte @Nullable []> values = new ArrayList<>(keys.size());
            for (byte[] key : keys) values.add(get(key));
            return values;
        }

        @Override
        public void scan(KeyRange range, Order order, RowVisitor visitor) {
            KeyRange left = range;
            while (true) {
                requireOpen();
                Content content = partitions.get(partition);
                if (content == null) return;
                List<Map.Entry<byte[], byte[]>> chunk = content.chunk(left, order);
                for (Map.Entry<byte[], byte[]> row : chunk) {
                    if (!visitor.row(row.getKey(), row.getValue())) return;
                }
                if (chunk.size() < Content.CHUNK_ROWS) return;
                byte[] last = chunk.getLast().getKey();
                left = order == Order.ASCENDING ? left.after(last) : left.before(last);
            }
        }
    }

    /** The rows of one partition with their version, which change together. */
    private static final class Content {
        /** Rows a scan reads at a time; small, so that tests see scans that straddle commits. */
        static final int CHUNK_ROWS = 64;

        private final NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        private final ReadWriteLock lock = new ReentrantReadWriteLock();
        private long version;

        long version() {
            lock.readLock().lock();
            try {
                return version;
            } finally {
                lock.readLock().unlock();
            }
        }

        byte @Nullable [] get(byte[] key) {
            lock.readLock().lock();
            try {
                byte[] value = rows.get(key);
                return value == null ? null : value.clone();
            } finally {
                lock.readLock().unlock();
            }
        }

        List<Map.Entry<byte[], byte[]>> chunk(KeyRange range, Rows.Order order) {
            lock.readLock().lock();
            try {
                List<Map.Entry<byte[], byte[]>> chunk = new ArrayList<>();
                NavigableMap<byte[], byte[]> view = range.of(rows);
                if (order == Rows.Order.DESCENDING) view = view.descendingMap();
                for (Map.Entry<byte[], byte[]> row : view.entrySet()) {
                    chunk.add(Map.entry(row.getKey().clone(), row.getValue().clone()));
                    if (chunk.size() == CHUNK_ROWS) break;
                }
                return chunk;
            } finally {
                lock.readLock().unlock();
            }
        }

        Commit commit(long expectedVersion, List<Op> ops) {
            lock.writeLock().lock();
            try {
                if (version != expectedVersion) return new Commit.Conflict(version);
                for (Op op : ops) apply(op);
                return new Commit.Done(++version);
            } finally {
                lock.writeLock().unlock();
            }
        }

        private void apply(Op op) {
            switch (op) {
                case Op.Put(var key, var value) -> rows.put(key.clone(), value.clone());
                case Op.Delete(var key) -> rows.remove(key);
                case Op.DeleteRange(var range) -> {
                    if (!range.isEmpty()) range.of(rows).clear();
                }
            }
        }
    }
}
