package org.mailstead.store.rocksdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Partition;
import org.mailstead.store.Rows;
import org.rocksdb.RocksDBException;

/** The rows of one partition. */
final class RocksRows implements Rows {
    /** So many gets stay on the calling thread: some 5 µs each from memory. More go to the read threads. */
    private static final int GETS_AT_HAND = 8;

    private static final int GETS_PER_HOP = 128;

    /** The first chunk is small, since most scans are; the following ones grow to {@link #LARGEST_CHUNK_ROWS}. */
    private static final int FIRST_CHUNK_ROWS = 64;

    private static final int LARGEST_CHUNK_ROWS = 512;
    private static final int CHUNK_BYTES = 256 * 1024;

    private final LiveDatabase live;
    private final ReadThreads threads;
    private final byte[] prefix;

    RocksRows(LiveDatabase live, ReadThreads threads, Partition partition) {
        this.live = live;
        this.threads = threads;
        this.prefix = Keys.prefix(partition);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] whole = Keys.row(prefix, key);
        return live.use(database -> database.get(Family.ROWS, whole));
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
        if (keys.size() <= GETS_AT_HAND) return live.use(database -> getAll(database, keys));
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += GETS_PER_HOP) {
            List<byte[]> some = keys.subList(from, Math.min(keys.size(), from + GETS_PER_HOP));
            values.addAll(threads.call(() -> live.use(database -> getAll(database, some))));
        }
        return values;
    }

    private List<byte @Nullable []> getAll(Database database, List<byte[]> keys) throws RocksDBException {
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) values.add(database.get(Family.ROWS, Keys.row(prefix, key)));
        return values;
    }

    @Override
    public void scan(KeyRange range, Order order, RowVisitor visitor) {
        if (range.isEmpty()) return;
        KeyRange left = Keys.rows(prefix, range);
        int chunkRows = FIRST_CHUNK_ROWS;
        while (true) {
            KeyRange from = left;
            int most = chunkRows;
            List<Database.Row> rows = threads.call(
                    () -> live.use(database -> database.rows(Family.ROWS, from, order, most, CHUNK_BYTES)));
            for (Database.Row row : rows) {
                byte[] key = Arrays.copyOfRange(row.key(), prefix.length, row.key().length);
                if (!visitor.row(key, row.value())) return;
            }
            // Fewer than asked for, and not because of their size: that was all.
            if (rows.isEmpty() || (rows.size() < most && bytes(rows) < CHUNK_BYTES)) return;
            byte[] last = rows.getLast().key();
            left = order == Order.ASCENDING ? from.after(last) : from.before(last);
            chunkRows = Math.min(LARGEST_CHUNK_ROWS, chunkRows * 4);
        }
    }

    private static int bytes(List<Database.Row> rows) {
        int bytes = 0;
        for (Database.Row row : rows) bytes += row.key().length + row.value().length;
        return bytes;
    }
}
