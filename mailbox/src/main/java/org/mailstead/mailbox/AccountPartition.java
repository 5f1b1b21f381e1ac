package org.mailstead.mailbox;

import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.Rows;

/** One account's partition and the ways to read and change it. */
record AccountPartition(PartitionStore store, PartitionWriter writer, Partition partition, Clock clock, Rows rows) {
    AccountPartition(PartitionStore store, PartitionWriter writer, Partition partition, Clock clock) {
        this(store, writer, partition, clock, store.rows(partition));
    }

    /** Of the account. */
    String id() {
        return partition.id();
    }

    long version() {
        return store.version(partition);
    }

    BlobStore blobs() {
        return store.blobs();
    }

    /** Runs {@code work} as one transaction; it may be run more than once. */
    <T extends @Nullable Object> T edit(Actor by, Function<AccountEdit, T> work) {
        return writer.write(partition, tx -> {
                    var edit = new AccountEdit(tx, clock, by.in(id()));
                    T result = work.apply(edit);
                    edit.finish();
                    return result;
                })
                .result();
    }
}
