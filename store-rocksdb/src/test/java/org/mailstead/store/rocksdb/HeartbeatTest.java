package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;

/**
 * A virtual thread that has nothing to do with the store is not held up by those that commit and scan. Writing to
 * RocksDB on virtual threads stops all of them for seconds.
 */
class HeartbeatTest {
    private static final Duration LONGEST_GAP = Duration.ofMillis(250);
    private static final Duration LOAD = Duration.ofMillis(1500);
    private static final int THREADS = 64;

    /** The machine may be busy with something else; a carrier that is stopped stays stopped each time. */
    private static final int TRIES = 3;

    @Test
    void virtualThreadsAreNotHeldUpByCommitsAndScans(@TempDir Path folder) throws Exception {
        try (RocksStore store = RocksStore.open(folder, RocksSettings.STANDARD, InstantSource.system())) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < TRIES && best > LONGEST_GAP.toNanos(); i++) best = Math.min(best, worstGap(store));
            assertThat(Duration.ofNanos(best)).isLessThan(LONGEST_GAP);
        }
    }

    private static long worstGap(RocksStore store) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong worst = new AtomicLong();
        AtomicLong commits = new AtomicLong();
        PartitionWriter writer = new PartitionWriter(store, new Random(2));
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofVirtual().start(() -> beat(stop, worst)));
        for (int i = 0; i < THREADS; i++) {
            Partition partition = new Partition("account", "a" + i);
            threads.add(Thread.ofVirtual().start(() -> {
                while (!stop.get()) {
                    commits.addAndGet(commitAndScan(store, writer, partition));
                }
            }));
        }
        LockSupport.parkNanos(LOAD.toNanos());
        stop.set(true);
        for (Thread each : threads) each.join();
        assertThat(commits).hasValueGreaterThan(100);
        return worst.get();
    }

    private static int commitAndScan(RocksStore store, PartitionWriter writer, Partition partition) {
        long version = writer.write(partition, tx -> {
                    for (int i = 0; i < 4; i++)
                        tx.put(new KeyWriter().u64(tx.changeNumber()).u8(i).toBytes(), new byte[200]);
                    return true;
                })
                .version();
        if (version % 8 == 0) store.rows(partition).scan(KeyRange.prefix(new byte[0]), (_, _) -> true);
        return 1;
    }

    private static void beat(AtomicBoolean stop, AtomicLong worst) {
        long pause = TimeUnit.MILLISECONDS.toNanos(1);
        while (!stop.get()) {
            long before = System.nanoTime();
            LockSupport.parkNanos(pause);
            worst.accumulateAndGet(System.nanoTime() - before - pause, Math::max);
        }
    }
}
