/**
 * The embedded engine: one RocksDB for all partitions behind one committer thread.
 *
 * <p>Invariants: only {@link org.mailstead.store.rocksdb.Committer} writes, so it alone checks versions; no virtual
 * thread makes a native call that may take long, since that stops its carrier (short gets stay, scans and pieces of
 * blobs go to {@link org.mailstead.store.rocksdb.ReadThreads}); no native object is used outside
 * {@link org.mailstead.store.rocksdb.LiveDatabase}, which knows whether it is still open.
 */
@NullMarked
package org.mailstead.store.rocksdb;

import org.jspecify.annotations.NullMarked;
