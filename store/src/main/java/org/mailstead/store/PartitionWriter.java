package org.mailstead.store;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The one way to write: at most one writer per partition in this process, which merges whatever waits into one commit. */
public final class PartitionWriter {
    private final PartitionStore store;
    private final RandomGenerator random;

    public PartitionWriter(PartitionStore store, RandomGenerator random) {
        this.store = store;
        this.random = random;
    }

    /**
     * Runs {@code work} and commits what it wrote; if it wrote nothing, nothing is committed. If it throws, what it
     * wrote is dropped and the exception reaches the caller; others merged with it are not touched.
     *
     * @return what the work returned, with the version under which it is visible
     */
    public <T extends @org.jspecify.annotations.Nullable Object> Written<T> write(
            Partition partition, Function<Transaction, T> work) {
        throw new UnsupportedOperationException(store.toString() + random);
    }

    /** @param version the partition's version after the commit, or at the read if nothing was written */
    public record Written<T extends @org.jspecify.annotations.Nullable Object>(T result, long version) {}
}
