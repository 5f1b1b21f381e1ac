/**
 * The storage contract: partitions, transactions, blobs.
 *
 * <p>Invariants every engine keeps: a commit belongs to one partition and is all or nothing; it is durable when
 * {@link org.mailstead.store.PartitionStore#commit} returns {@link org.mailstead.store.Commit.Done}; it raises the
 * version of its partition by exactly one; it is refused as {@link org.mailstead.store.Commit.Conflict} when the
 * version it was worked out under is no longer the current one. Nothing is promised across partitions.
 *
 * <p>Code above this module writes through {@link org.mailstead.store.PartitionWriter}, never through
 * {@code commit} itself. Neighbours: the engine in {@code store-rocksdb} and the suite every engine must pass in
 * {@code store-contract}; users are {@code directory} and {@code mailbox}.
 */
@NullMarked
package org.mailstead.store;

import org.jspecify.annotations.NullMarked;
