/** The embedded engine: RocksDB behind one committer thread. */
@NullMarked
package org.mailstead.store.rocksdb;

import org.jspecify.annotations.NullMarked;
