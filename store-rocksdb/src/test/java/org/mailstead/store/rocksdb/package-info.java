/** The contract on RocksDB, crashes, damage, full disks, and that virtual threads are not held up. */
@NullMarked
package org.mailstead.store.rocksdb;

import org.jspecify.annotations.NullMarked;
