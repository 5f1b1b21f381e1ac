package org.mailstead.store;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What an engine must do. All methods block and may be called from virtual threads: an engine that goes through native
 * code moves long calls to platform threads of its own.
 */
public interface PartitionStore extends AutoCloseable {
    /** The number of commits this partition has seen; 0 for one never written. Linearizable. */
    long version(Partition partition);

    /**
     * Reads rows as of some moment not before the last {@link #version} this thread saw. Not a snapshot: two calls, or
     * the beginning and the end of one long scan, may straddle a commit. Whoever needs one picture compares {@link #version} before and after, or reads inside
     * {@link PartitionWriter#write}, whose commit proves that nothing moved.
     */
    Rows rows(Partition partition);

    /**
     * Applies {@code ops} if the partition is still at {@code expectedVersion}.
     *
     * @throws StoreLimitException if a limit of {@link StoreLimits} is passed; nothing is written
     * @throws StoreFault if the engine could not say, or could not write; nothing acknowledged is lost
     */
    Commit commit(Partition partition, long expectedVersion, CommitToken token, java.util.List<Op> ops);

    /** Removes the partition with all its rows. A later commit to it starts at version 0 again. */
    void drop(Partition partition);

    /** Every partition of a kind, in no order; for maintenance, may be slow and may miss one made meanwhile. */
    void partitions(String kind, Consumer<Partition> each);

    BlobStore blobs();

    /**
     * Runs {@code work} and returns when it is over: for many reads in a row that take some milliseconds together. An
     * engine that hands each read to another thread then hands over once. What {@code work} throws is thrown here. It
     * must only read, or the reads of others wait for whatever it waits for.
     */
    default void reading(Runnable work) {
        work.run();
    }

    /**
     * Calls {@code atLeastVersion} after commits to the partition. A hint only: calls may be merged, doubled or late,
     * and come on the engine's own thread, which must not be held up.
     */
    Watch watch(Partition partition, LongConsumer atLeastVersion);

    @Override
    void close();

    /** Ends a {@link #watch}. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
