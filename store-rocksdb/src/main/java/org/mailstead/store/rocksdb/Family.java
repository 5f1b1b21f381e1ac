package org.mailstead.store.rocksdb;

/** The column families, in the order RocksDB is given them. */
enum Family {
    /** RocksDB insists on it; nothing is in it. */
    DEFAULT("default"),
    /** The rows of all partitions: partition prefix, key. */
    ROWS("rows"),
    /** Headers and pieces of blobs. */
    BLOBS("blobs"),
    /** Format, versions of partitions, unfinished uploads. */
    META("meta");

    final String label;

    Family(String label) {
        this.label = label;
    }
}
