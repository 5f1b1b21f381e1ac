package org.mailstead.store.rocksdb;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreLimits;
import org.mailstead.store.StoreOpenException;
import org.mailstead.store.Watches;

/** All partitions and blobs in one RocksDB in one folder, for one process at a time. */
public final class RocksStore implements PartitionStore {
    private static final int LIST_ROWS = 512;
    private static final int LIST_BYTES = 64 * 1024;

    private final StoreFolder folder;
    private final LiveDatabase live;
    private final ReadThreads threads = new ReadThreads();
    private final Watches watches = new Watches();
    private final Committer committer;
    private final RocksBlobs blobs;
    private boolean closed;

    private RocksStore(StoreFolder folder, LiveDatabase live, FreeSpace space, InstantSource clock, long opened) {
        this.folder = folder;
        this.live = live;
        this.committer = new Committer(live, space, watches);
        this.blobs = new RocksBlobs(live, threads, committer, clock, Opening.firstUpload(opened));
        committer.start();
    }

    /**
     * Opens the store in {@code folder}, making one if the folder is empty or missing. May take a second: what was not
     * yet in table files is read again from the log.
     *
     * @param clock gives blobs their age
     * @throws StoreOpenException if it is in use, of a format this program does not know, not a store, or damaged
     */
    public static RocksStore open(Path folder, RocksSettings settings, InstantSource clock) {
        return open(folder, settings, clock, FreeSpace.of(folder));
    }

    static RocksStore open(Path folder, RocksSettings settings, InstantSource clock, FreeSpace space) {
        Opening opening = Opening.of(folder, settings);
        return new RocksStore(opening.folder(), opening.live(), space, clock, opening.opened());
    }

    @Override
    public long version(Partition partition) {
        // From the database and not from the committer's memory: the row turns visible in one step with the rows.
        byte[] key = Keys.version(partition);
        return live.use(database -> Group.version(database.get(Family.META, key)));
    }

    @Override
    public Rows rows(Partition partition) {
        return new RocksRows(live, threads, partition);
    }

    /** The token is not needed: the outcome of a write to a disk of our own is known or the write is a fault. */
    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        StoreLimits.check(ops);
        long bytes = 0;
        for (Op op : ops) bytes += StoreLimits.bytes(op);
        return committer.submit(GroupWork.of(bytes, group -> group.commit(partition, expectedVersion, ops)));
    }

    @Override
    public void drop(Partition partition) {
        committer.submit(group -> {
            group.drop(partition);
            return true;
        });
    }

    @Override
    public void partitions(String kind, Consumer<Partition> each) {
        KeyRange left = Keys.versions(kind);
        while (true) {
            KeyRange range = left;
            List<Database.Row> rows = threads.call(() -> live.use(
                    database -> database.rows(Family.META, range, Rows.Order.ASCENDING, LIST_ROWS, LIST_BYTES)));
            if (rows.isEmpty()) return;
            for (Database.Row row : rows) each.accept(Keys.partition(row.key()));
            left = range.after(rows.getLast().key());
        }
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public void reading(Runnable work) {
        threads.run(work);
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        return watches.add(partition, atLeastVersion);
    }

    /** Writes what waits, lets running reads end, closes the database and frees the folder. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        committer.close();
        threads.close();
        blobs.close();
        live.close();
        folder.close();
    }

    LiveDatabase live() {
        return live;
    }
}
