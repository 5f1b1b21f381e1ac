package org.mailstead.store.rocksdb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.BlobId;
import org.mailstead.store.Commit;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What is written together with one sync. Decisions about versions and blobs see what earlier work of the group wrote,
 * so several commits of one partition are chained without waiting for each other. Used by the committer thread only,
 * which is also the only one that replaces the database, so that it holds still meanwhile.
 */
final class Group implements AutoCloseable {
    private final Database database;
    private final ToLongFunction<Partition> storedVersion;
    private final FreeSpace space;
    private final WriteBatch batch = new WriteBatch();
    private final Map<Partition, Long> versions = new LinkedHashMap<>();

    /** Headers written by this group; null where it removed one. */
    private final Map<BlobId, @Nullable BlobHeader> headers = new HashMap<>();

    private boolean durable;

    Group(Database database, ToLongFunction<Partition> storedVersion, FreeSpace space) {
        this.database = database;
        this.storedVersion = storedVersion;
        this.space = space;
    }

    static long version(byte @Nullable [] row) {
        return row == null ? 0 : new RowReader(row).varint();
    }

    /** The versions the partitions it touches will have; 0 for one dropped. */
    Map<Partition, Long> versions() {
        return versions;
    }

    /** Starts a piece of work that {@link #keep} or {@link #takeBack} ends. Work reads before it writes. */
    void save() {
        batch.setSavePoint();
    }

    void keep() throws RocksDBException {
        batch.popSavePoint();
    }

    void takeBack() {
        try {
            batch.rollbackToSavePoint();
        } catch (RocksDBException e) {
            throw new IllegalStateException("a savepoint was lost", e);
        }
    }

    Commit commit(Partition partition, long expectedVersion, List<Op> ops) throws RocksDBException {
        long current = versionOf(partition);
        if (current != expectedVersion) return new Commit.Conflict(current);
        space.requireForRows();
        byte[] prefix = Keys.prefix(partition);
        for (Op op : ops) add(prefix, op);
        long next = current + 1;
        put(Family.META, Keys.version(partition), new RowWriter().varint(next).toBytes());
        versions.put(partition, next);
        durable = true;
        return new Commit.Done(next);
    }

    private void add(byte[] prefix, Op op) throws RocksDBException {
        switch (op) {
            case Op.Put(var key, var value) -> put(Family.ROWS, Keys.row(prefix, key), value);
            case Op.Delete(var key) -> delete(Family.ROWS, Keys.row(prefix, key));
            case Op.DeleteRange(var range) -> {
                if (!range.isEmpty()) deleteRange(Family.ROWS, Keys.rows(prefix, range));
            }
        }
    }

    void drop(Partition partition) throws RocksDBException {
        deleteRange(Family.ROWS, KeyRange.prefix(Keys.prefix(partition)));
        delete(Family.META, Keys.version(partition));
        versions.put(partition, 0L);
        durable = true;
    }

    private long versionOf(Partition partition) {
        Long here = versions.get(partition);
        return here != null ? here : storedVersion.applyAsLong(partition);
    }

    @Nullable
    BlobHeader header(BlobId id) throws RocksDBException {
        if (headers.containsKey(id)) return headers.get(id);
        return BlobHeader.of(database.get(Family.BLOBS, Keys.header(id)));
    }

    void putHeader(BlobId id, BlobHeader header) throws RocksDBException {
        put(Family.BLOBS, Keys.header(id), header.toBytes());
        headers.put(id, header);
    }

    void removeBlob(BlobId id, BlobHeader header) throws RocksDBException {
        delete(Family.BLOBS, Keys.header(id));
        for (int i = 0; i < header.pieces(); i++) delete(Family.BLOBS, Keys.piece(id, header.upload(), i));
        headers.put(id, null);
    }

    void requireRoomForBlobs() {
        space.requireForBlobs();
    }

    void put(Family family, byte[] key, byte[] value) throws RocksDBException {
        batch.put(database.handle(family), key, value);
        space.count(key.length + value.length);
    }

    void delete(Family family, byte[] key) throws RocksDBException {
        batch.delete(database.handle(family), key);
    }

    void deleteRange(Family family, KeyRange range) throws RocksDBException {
        batch.deleteRange(database.handle(family), range.from(), range.to());
    }

    boolean isEmpty() {
        return batch.count() == 0;
    }

    void writeTo(Database to) throws RocksDBException {
        to.write(batch, durable);
    }

    @Override
    public void close() {
        batch.close();
    }
}
