package org.mailstead.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one way to write: at most one writer per partition in this process, which merges whatever waits into one commit.
 * Without it, concurrent writers of one account waste most of their work on conflicts, on every engine.
 *
 * <p>There is no thread of its own: the first caller becomes the writer, runs the work of all who wait, commits, and
 * hands on to the next who waits. So work may run on the thread of another caller and must not depend on its own.
 */
public final class PartitionWriter {
    private final PartitionStore store;
    private final RandomGenerator random;
    private final ConcurrentMap<Partition, PartitionQueue> queues = new ConcurrentHashMap<>();

    /** @param random gives the tokens of commits and the pauses between tries; need not be safe for threads */
    public PartitionWriter(PartitionStore store, RandomGenerator random) {
        this.store = store;
        this.random = random;
    }

    /**
     * Runs {@code work} and commits what it wrote; if it wrote nothing, nothing is committed. If it throws, what it
     * wrote is dropped and the exception reaches the caller; others merged with it are not touched. What it read was
     * true at one moment, also when it throws or only reads: otherwise it is run again.
     *
     * <p>An interrupt does not end the wait, since the outcome of the commit would be lost; it is kept for the caller.
     *
     * @return what the work returned, with the version under which it is visible
     * @throws StoreLimitException if the work alone passes a limit of {@link StoreLimits}
     * @throws StoreFault if the engine failed; nothing was written, as far as the engine can say
     * @throws IllegalStateException if called from inside such a work
     */
    public <T extends @Nullable Object> Written<T> write(Partition partition, Function<Transaction, T> work) {
        PendingWork.refuseNested();
        PendingWork<T> mine = new PendingWork<>(partition, work);
        PartitionQueue queue = enter(partition);
        try {
            if (queue.add(mine) || mine.awaitTurn()) {
                queue.lead(mine);
            }
        } finally {
            leave(partition);
            mine.restoreInterrupt();
        }
        return mine.outcome();
    }

    private PartitionQueue enter(Partition partition) {
        return queues.compute(partition, (_, present) -> {
            PartitionQueue queue = present == null ? new PartitionQueue(store, partition, random) : present;
            queue.callers++;
            return queue;
        });
    }

    private void leave(Partition partition) {
        queues.computeIfPresent(partition, (_, queue) -> --queue.callers == 0 ? null : queue);
    }

    /** @param version the partition's version after the commit, or at the read if nothing was written */
    public record Written<T extends @Nullable Object>(T result, long version) {}
}
