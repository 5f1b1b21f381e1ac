package org.mailstead.store;

/**
 * The largest things any engine takes. They are those of the weakest engine planned for and hold on all of them, so
 * that what passes on a laptop passes on a cluster.
 */
public final class StoreLimits {
    /** Bytes in a key. LMDB stops at 511 with the partition's name in front; this leaves room for it. */
    public static final int KEY_BYTES = 400;

    /** Bytes in a value. FoundationDB stops at 100,000 and Cassandra grows slow far above this. */
    public static final int VALUE_BYTES = 64 * 1024;

    /** Operations in one commit. Cassandra takes 20,000 rows in 0.7 s; this keeps a commit below a tenth of a second. */
    public static final int COMMIT_OPS = 4096;

    /** Bytes of keys and values in one commit, the size up to which RocksDB merges writes and PostgreSQL stays quick. */
    public static final int COMMIT_BYTES = 1024 * 1024;

    private StoreLimits() {}
}
