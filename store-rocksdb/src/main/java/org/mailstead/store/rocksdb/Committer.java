package org.mailstead.store.rocksdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.Partition;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Watches;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that writes. It takes whatever waits, decides each piece in turn over what the ones before it wrote,
 * writes all in one batch with one sync, and only then lets the callers go. It never waits for more to come: while it
 * syncs, the next group gathers by itself.
 */
final class Committer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** Pieces of work in a group. Twice what 256 connections can have waiting; more only lengthens one sync. */
    private static final int GROUP_JOBS = 512;

    /** Bytes in a group: what a slow disk syncs in about 50 ms. */
    private static final long GROUP_BYTES = 4L * 1024 * 1024;

    /** Partitions whose versions are kept in memory, at about 200 bytes each. */
    private static final int KNOWN_VERSIONS = 50_000;

    /** After a failed write, how long until the next attempt to open the database anew. */
    private static final long REVIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LiveDatabase live;
    private final FreeSpace space;
    private final Watches watches;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;

    // Used by the committer thread only.
    private final Map<Partition, Long> versions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Partition, Long> eldest) {
            return size() > KNOWN_VERSIONS;
        }
    };
    private boolean suspect;
    private @Nullable RocksDBException lastFailure;
    private boolean triedToRevive;
    private long lastRevival;

    Committer(LiveDatabase live, FreeSpace space, Watches watches) {
        this.live = live;
        this.space = space;
        this.watches = watches;
        this.thread = Thread.ofPlatform().daemon().name("store-commit").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Has the committer do {@code work} and waits until what it wrote is written; an interrupt is kept for the caller.
     *
     * @throws StoreFault if it could not be written
     */
    <T> T submit(GroupWork<T> work) {
        Job<T> job = new Job<>(work);
        if (closed) throw new StoreFault("the store is closed");
        queue.add(job);
        if (ended) refuseWaiting();
        return job.await();
    }

    private void run() {
        try {
            while (true) {
                List<Job<?>> jobs = nextJobs();
                if (!jobs.isEmpty()) write(jobs);
                else if (closed) return;
                else revive();
            }
        } finally {
            ended = true;
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        for (Job<?> job = queue.poll(); job != null; job = queue.poll()) {
            job.fail(new StoreFault("the store is closed"));
        }
    }

    /** What waits; nothing if the store closes, or now and then while it is broken. */
    private List<Job<?>> nextJobs() {
        List<Job<?>> jobs = new ArrayList<>();
        long bytes = 0;
        Job<?> next = closed ? queue.poll() : take();
        while (next != null) {
            jobs.add(next);
            bytes += next.work.bytes();
            next = jobs.size() < GROUP_JOBS && bytes < GROUP_BYTES ? queue.poll() : null;
        }
        return jobs;
    }

    private @Nullable Job<?> take() {
        try {
            return suspect ? queue.poll(REVIVE_NANOS, TimeUnit.NANOSECONDS) : queue.take();
        } catch (InterruptedException e) {
            // Only close interrupts this thread: see what is left, then end.
            return queue.poll();
        }
    }

    private void write(List<Job<?>> jobs) {
        try {
            if (suspect && !revive()) throw cannotWrite(lastFailure);
            write(jobs, live.use(database -> database));
        } catch (RuntimeException | Error e) {
            versions.clear();
            for (Job<?> job : jobs) job.fail(e);
        }
    }

    private void write(List<Job<?>> jobs, Database database) {
        try (Group group = new Group(database, this::knownVersion, space)) {
            for (Job<?> job : jobs) job.decide(group);
            if (!group.isEmpty()) write(group);
            versions.putAll(group.versions());
            for (Job<?> job : jobs) job.finish();
            group.versions().forEach(watches::tell);
        }
    }

    private long knownVersion(Partition partition) {
        Long known = versions.get(partition);
        if (known != null) return known;
        byte[] key = Keys.version(partition);
        long stored = live.use(database -> Group.version(database.get(Family.META, key)));
        versions.put(partition, stored);
        return stored;
    }

    private void write(Group group) {
        try {
            live.write(group::writeTo);
        } catch (RocksDBException first) {
            suspect = true;
            lastFailure = first;
            log.error("store: a write failed: {}", first.getMessage(), first);
            if (!revive()) throw cannotWrite(first);
            writeAgain(group);
        }
    }

    /**
     * The failed write may have reached the log and be there after opening. Writing the same batch once more is safe:
     * it holds absolute values, and nobody else wrote in between.
     */
    private void writeAgain(Group group) {
        try {
            live.write(group::writeTo);
        } catch (RocksDBException again) {
            suspect = true;
            lastFailure = again;
            throw cannotWrite(again);
        }
    }

    private static StoreFault cannotWrite(@Nullable RocksDBException why) {
        return new StoreFault("the store cannot write: " + (why == null ? "?" : why.getMessage()), why);
    }

    /** After a failed write nothing RocksDB holds in memory is trusted: the database is opened anew, from its log. */
    private boolean revive() {
        long now = System.nanoTime();
        if (triedToRevive && now - lastRevival < REVIVE_NANOS) return false;
        triedToRevive = true;
        lastRevival = now;
        if (!space.canWrite()) return false;
        try {
            live.reopen();
            suspect = false;
            log.info("store: opened again after a failed write");
            return true;
        } catch (RocksDBException e) {
            log.error("store: could not be opened again: {}", e.getMessage(), e);
            return false;
        }
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        refuseWaiting();
        if (interrupted) Thread.currentThread().interrupt();
    }
}
