package org.mailstead.store.rocksdb;

import org.rocksdb.RocksDBException;

/** Something the committer decides and writes, in one group with others. */
@FunctionalInterface
interface GroupWork<T> {
    /** Runs on the committer thread: reads what it must know, then writes, and returns what the caller is told. */
    T addTo(Group group) throws RocksDBException;

    /** About how much it writes. */
    default long bytes() {
        return 0;
    }

    static <T> GroupWork<T> of(long bytes, GroupWork<T> work) {
        return new GroupWork<>() {
            @Override
            public T addTo(Group group) throws RocksDBException {
                return work.addTo(group);
            }

            @Override
            public long bytes() {
                return bytes;
            }
        };
    }
}
