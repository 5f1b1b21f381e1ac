package org.mailstead.store.rocksdb;

/**
 * The sizes of the engine. RocksDB's memory lies outside the Java heap: {@code cacheBytes} bounds nearly all of it, as
 * index and filter blocks live in the cache and memtables are charged to it.
 *
 * @param cacheBytes memory of the block cache, with everything charged to it
 * @param memtableBytes of these, how much not yet written to table files; also about how much is replayed at start
 * @param openFiles file descriptors held; table files beyond are opened when needed
 * @param backgroundJobs threads for flushes and compactions
 */
public record RocksSettings(long cacheBytes, long memtableBytes, int openFiles, int backgroundJobs) {
    private static final long MIB = 1024 * 1024;

    /**
     * For a machine with 1 GB or more. 128 MiB hold the index and filter blocks of some ten million rows; 64 MiB of
     * memtables replay in under a second; 512 files stay below the usual limit of 1,024 descriptors with room for
     * connections; two jobs let a flush go on beside a compaction.
     */
    public static final RocksSettings STANDARD = new RocksSettings(128 * MIB, 64 * MIB, 512, 2);

    /** For a machine with little memory, or many stores in one process. */
    public static final RocksSettings SMALL = new RocksSettings(16 * MIB, 8 * MIB, 64, 2);

    public RocksSettings {
        if (memtableBytes < MIB || cacheBytes < 2 * memtableBytes) {
            throw new IllegalArgumentException("the cache must be twice the memtables, and these 1 MiB at least");
        }
        if (openFiles < 32 || backgroundJobs < 2) {
            throw new IllegalArgumentException("32 open files and 2 background jobs are the least");
        }
    }

    /**
     * One column family's memtable. The write buffer manager flushes the largest when all together reach {@link
     * #memtableBytes}; this is half of that, so that one busy family flushes in good time by itself.
     */
    long memtableBytesPerFamily() {
        return memtableBytes / 2;
    }

    /**
     * Log files kept before the memtable that holds them back is flushed. The families fill at very different speeds,
     * and one row in the slowest holds the whole log.
     */
    long logBytes() {
        return 2 * memtableBytes;
    }
}
