package org.mailstead.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Rows;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.SstFileManager;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** An open RocksDB with everything native that belongs to it. Nothing here may be called after {@link #close}. */
final class Database implements AutoCloseable {
    private static final int BLOCK_BYTES = 16 * 1024;

    /** Ten bits a key: one look-up in a hundred for a key that is not there reads a block in vain. */
    private static final int BLOOM_BITS = 10;

    /** Of the pieces that filters and indexes are cut into: one of a large file whole would not stay in the cache. */
    private static final int METADATA_BYTES = 4 * 1024;

    /**
     * The cache in four parts. RocksDB itself would take 64 of 2 MiB, and what is larger than its part is read from the
     * file each time: filters written before they were cut are, and then every look-up reads megabytes.
     */
    private static final int CACHE_SHARD_BITS = 2;

    /** The share of the cache that data read once cannot take from filters and indexes. */
    private static final double CACHE_FOR_METADATA = 0.5;

    /** Pieces of blobs of this size and more go to blob files, which compactions do not rewrite. */
    private static final int BLOB_FILE_VALUE_BYTES = 4 * 1024;

    private static final long BLOB_FILE_BYTES = 64L * 1024 * 1024;

    /** The oldest blob files are rewritten when half of what is in them has been removed. */
    private static final double BLOB_GARBAGE = 0.5;

    /** RocksDB's own log is for its developers; it must not fill the disk. */
    private static final int LOG_FILES = 3;

    private static final long LOG_FILE_BYTES = 4L * 1024 * 1024;

    private final Natives natives;
    private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
    private final SstFileManager files;
    private final WriteOptions synced;
    private final WriteOptions unsynced;
    private final ReadOptions reads;
    private final RocksDB db;

    private Database(Path folder, RocksSettings settings, Natives natives) throws RocksDBException {
        this.natives = natives;
        Cache cache = natives.closing(new LRUCache(settings.cacheBytes(), CACHE_SHARD_BITS, false, CACHE_FOR_METADATA));
        DBOptions options = natives.closing(new DBOptions());
        files = natives.closing(new SstFileManager(Env.getDefault()));
        configure(options, settings, natives.closing(new WriteBufferManager(settings.memtableBytes(), cache)));
        ColumnFamilyOptions rows = family(cache, settings).setCompressionType(CompressionType.LZ4_COMPRESSION);
        ColumnFamilyOptions blobs = family(cache, settings)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_FILE_VALUE_BYTES)
                .setBlobFileSize(BLOB_FILE_BYTES)
                .setBlobCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobGarbageCollection(true)
                .setBlobGarbageCollectionForceThreshold(BLOB_GARBAGE);
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        for (Family each : Family.values()) {
            byte[] name = each.label.getBytes(StandardCharsets.US_ASCII);
            families.add(new ColumnFamilyDescriptor(name, each == Family.BLOBS ? blobs : rows));
        }
        synced = natives.closing(new WriteOptions().setSync(true));
        unsynced = natives.closing(new WriteOptions().setSync(false));
        reads = natives.closing(new ReadOptions());
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        db = natives.closing(RocksDB.open(options, folder.toString(), families, opened));
        Iterator<ColumnFamilyHandle> next = opened.iterator();
        for (Family each : Family.values()) handles.put(each, natives.closing(next.next()));
    }

    /** Opens the database in {@code folder}, making it if there is none. */
    static Database open(Path folder, RocksSettings settings) throws RocksDBException {
        RocksDB.loadLibrary();
        Natives natives = new Natives();
        try {
            return new Database(folder, settings, natives);
        } catch (RocksDBException | RuntimeException | Error e) {
            natives.close();
            throw e;
        }
    }

    private void configure(DBOptions options, RocksSettings settings, WriteBufferManager memtables) {
        options.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setSstFileManager(files)
                .setWriteBufferManager(memtables)
                .setMaxTotalWalSize(settings.logBytes())
                .setMaxOpenFiles(settings.openFiles())
                .setMaxBackgroundJobs(settings.backgroundJobs())
                // Opening must succeed when the disk is nearly full, or nobody could read mail to delete some.
                .setAvoidFlushDuringRecovery(true)
                // Steady small writes instead of a burst that holds up the next sync of the log.
                .setBytesPerSync(1024 * 1024)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(LOG_FILES)
                .setMaxLogFileSize(LOG_FILE_BYTES)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    private ColumnFamilyOptions family(Cache cache, RocksSettings settings) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(METADATA_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setOptimizeFiltersForMemory(true)
                .setWholeKeyFiltering(true)
                .setFilterPolicy(natives.closing(new BloomFilter(BLOOM_BITS)));
        return natives.closing(new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setWriteBufferSize(settings.memtableBytesPerFamily())
                .setLevelCompactionDynamicLevelBytes(true);
    }

    ColumnFamilyHandle handle(Family family) {
        ColumnFamilyHandle handle = handles.get(family);
        if (handle == null) throw new IllegalStateException("no column family " + family);
        return handle;
    }

    byte @Nullable [] get(Family family, byte[] key) throws RocksDBException {
        return db.get(handle(family), reads, key);
    }

    /** All or nothing; if {@code sync}, on stable storage with everything written before. */
    void write(WriteBatch batch, boolean sync) throws RocksDBException {
        db.write(sync ? synced : unsynced, batch);
    }

    /** Rows of {@code range} in {@code order} up to a count, or until their bytes pass {@code maxBytes}. */
    List<Row> rows(Family family, KeyRange range, Rows.Order order, int maxRows, int maxBytes) throws RocksDBException {
        List<Row> found = new ArrayList<>();
        try (Slice from = new Slice(range.from());
                Slice to = range.to().length == 0 ? null : new Slice(range.to());
                ReadOptions bounded = new ReadOptions().setIterateLowerBound(from)) {
            if (to != null) bounded.setIterateUpperBound(to);
            try (RocksIterator rows = db.newIterator(handle(family), bounded)) {
                boolean ascending = order == Rows.Order.ASCENDING;
                if (ascending) rows.seek(range.from());
                else rows.seekToLast();
                int bytes = 0;
                while (rows.isValid() && found.size() < maxRows && bytes < maxBytes) {
                    Row row = new Row(rows.key(), rows.value());
                    found.add(row);
                    bytes += row.key.length + row.value.length;
                    if (ascending) rows.next();
                    else rows.prev();
                }
                rows.status();
            }
        }
        return found;
    }

    /** From now on writes fail once the table files take more than this; 0 for no limit. For tests of a full disk. */
    void limitSpace(long bytes) {
        files.setMaxAllowedSpaceUsage(bytes);
    }

    void flush(Family family) throws RocksDBException {
        try (var wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait, handle(family));
        }
    }

    @Override
    public void close() {
        natives.close();
    }

    record Row(byte[] key, byte[] value) {}

    /** What must be closed, in the reverse order of its making: column families, database, then its options. */
    private static final class Natives {
        private final Deque<AutoCloseable> open = new ArrayDeque<>();

        <T extends AutoCloseable> T closing(T object) {
            open.push(object);
            return object;
        }

        void close() {
            while (!open.isEmpty()) {
                AutoCloseable next = open.pop();
                try {
                    next.close();
                } catch (Exception e) {
                    throw new IllegalStateException(
                            "cannot close " + next.getClass().getSimpleName(), e);
                }
            }
        }
    }
}
