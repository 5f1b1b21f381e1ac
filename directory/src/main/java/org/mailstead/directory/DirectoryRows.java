package org.mailstead.directory;

import java.util.function.Function;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionStore.Watch;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/** The directory's partition: one picture to read, one commit to write. */
record DirectoryRows(PartitionStore store, PartitionWriter writer) {
    /** Reads begun anew because something changed meanwhile; after these the read goes through the writer. */
    private static final int READ_ATTEMPTS = 5;

    private static final Partition PARTITION = new Partition("directory", "main");

    /** Rises with each change to anything in the directory. */
    long version() {
        return store.version(PARTITION);
    }

    <T> T write(Function<Transaction, T> work) {
        return writer.write(PARTITION, work).result();
    }

    /** Calls {@code changed} after changes to anything in the directory, as {@link PartitionStore#watch} does. */
    Watch watch(Runnable changed) {
        return store.watch(PARTITION, _ -> changed.run());
    }

    /** Several reads are one picture only if no commit came between them. */
    <T> T read(Function<Rows, T> work) {
        for (int i = 0; i < READ_ATTEMPTS; i++) {
            long before = store.version(PARTITION);
            T result = work.apply(store.rows(PARTITION));
            if (store.version(PARTITION) == before) return result;
        }
        return write(work::apply);
    }
}
