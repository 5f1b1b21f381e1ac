package org.mailstead.store;

import java.util.List;

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

    /** What an operation counts against {@link #COMMIT_BYTES}. */
    public static int bytes(Op op) {
        return switch (op) {
            case Op.Put(var key, var value) -> key.length + value.length;
            case Op.Delete(var key) -> key.length;
            case Op.DeleteRange(var range) -> range.from().length + range.to().length;
        };
    }

    /** @throws StoreLimitException if one operation alone is too large, or a key is empty */
    public static void check(Op op) {
        switch (op) {
            case Op.Put(var key, var value) -> {
                checkKey(key);
                if (value.length > VALUE_BYTES) {
                    throw new StoreLimitException("a value has at most %d bytes, not %d: key %s"
                            .formatted(VALUE_BYTES, value.length, Hex.shown(key)));
                }
            }
            case Op.Delete(var key) -> checkKey(key);
            case Op.DeleteRange(var range) -> {
                // The ends of a range are bounds, not keys: they may be empty.
                if (range.from().length > KEY_BYTES || range.to().length > KEY_BYTES) {
                    throw new StoreLimitException("the ends of a range have at most " + KEY_BYTES + " bytes");
                }
            }
        }
    }

    /** @throws StoreLimitException if any limit is passed; every engine calls this before it writes */
    public static void check(List<Op> ops) {
        if (ops.size() > COMMIT_OPS) {
            throw new StoreLimitException(
                    "a commit has at most %d operations, not %d".formatted(COMMIT_OPS, ops.size()));
        }
        long bytes = 0;
        for (Op op : ops) {
            check(op);
            bytes += bytes(op);
        }
        if (bytes > COMMIT_BYTES) {
            throw new StoreLimitException("a commit has at most %d bytes, not %d".formatted(COMMIT_BYTES, bytes));
        }
    }

    private static void checkKey(byte[] key) {
        if (key.length == 0 || key.length > KEY_BYTES) {
            throw new StoreLimitException(
                    "a key has 1 to %d bytes, not %d: %s".formatted(KEY_BYTES, key.length, Hex.shown(key)));
        }
    }
}
