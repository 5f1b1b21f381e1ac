package org.mailstead.bench;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/**
 * Durable commits a second straight on the embedded store, with ever more callers, each in a partition of its own: one
 * version row and four rows of about 200 bytes. Beside them beats a virtual thread that has nothing to do with it.
 */
final class CommitLoad implements Measurement {
    private static final List<Integer> CALLERS = List.of(1, 8, 64, 512);
    private static final int ROWS = 4;
    private static final int ROW_BYTES = 200;

    @Override
    public void run(Settings settings) throws Exception {
        int seconds = settings.number("seconds", 5);
        try (RocksStore store = RocksStore.open(settings.folder(), RocksSettings.STANDARD, InstantSource.system())) {
            PartitionWriter writer = new PartitionWriter(store, new Random(settings.number("seed", 1)));
            // Once unmeasured, so that the first line does not pay for the compiler.
            measure(writer, 64, 2);
            for (int callers : CALLERS) System.out.println(measure(writer, callers, seconds));
        }
    }

    private static String measure(PartitionWriter writer, int callers, int seconds) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong worstGap = new AtomicLong();
        Latencies latencies = new Latencies();
        Thread heart = Thread.ofVirtual().start(() -> beat(stop, worstGap));
        Thread timer = Thread.ofPlatform().start(() -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            stop.set(true);
        });
        byte[] value = new byte[ROW_BYTES];
        new Random(1).nextBytes(value);
        long nanos = Crowd.run(callers, (number, _) -> {
            Partition partition = new Partition("account", "load-" + number);
            while (!stop.get()) {
                long before = System.nanoTime();
                writer.write(partition, tx -> {
                    for (int i = 0; i < ROWS; i++)
                        tx.put(new KeyWriter().u64(tx.changeNumber()).u8(i).toBytes(), value);
                    return true;
                });
                latencies.add(System.nanoTime() - before);
            }
        });
        heart.join();
        timer.join();
        return String.format(
                Locale.ROOT,
                "commits callers=%d commits_per_s=%.0f %s worst_gap_ms=%.1f",
                callers,
                latencies.count() / (nanos / 1e9),
                latencies.summary(),
                Latencies.millis(worstGap.get()));
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
