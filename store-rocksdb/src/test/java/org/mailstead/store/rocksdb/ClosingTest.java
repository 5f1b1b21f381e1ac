package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.StoreFault;

/** Closing under load: everyone gets an answer, nothing acknowledged is missing, the process lives. */
class ClosingTest {
    private static final Partition ANN = new Partition("account", "ann");

    @Test
    void closingUnderLoadAnswersEverybody(@TempDir Path folder) throws Exception {
        for (int round = 0; round < 3; round++) {
            AtomicLong acknowledged = new AtomicLong();
            int before;
            RocksStore store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system());
            before = rows(store);
            PartitionWriter writer = new PartitionWriter(store, new Random(1));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 24; i++) {
                    int thread = i;
                    byte[] name = new KeyWriter().u8(round).u8(thread).toBytes();
                    all.add(threads.submit(() -> {
                        try {
                            for (int n = 0; ; n++) {
                                if (thread % 3 == 0) rows(store);
                                byte[] key = new KeyWriter().bytes(name).u32(n).toBytes();
                                writer.write(ANN, tx -> {
                                    tx.put(key, new byte[100]);
                                    return true;
                                });
                                acknowledged.incrementAndGet();
                            }
                        } catch (StoreFault expected) {
                            assertThat(expected).hasMessageContaining("closed");
                        }
                    }));
                }
                long limit = System.nanoTime() + 20_000_000_000L;
                while (acknowledged.get() < 500 && System.nanoTime() < limit) LockSupport.parkNanos(1_000_000);
                store.close();
                for (Future<?> each : all) each.get(20, TimeUnit.SECONDS);
            }
            try (RocksStore again = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system())) {
                assertThat(rows(again)).isGreaterThanOrEqualTo(before + (int) acknowledged.get());
            }
        }
    }

    private static int rows(RocksStore store) {
        int[] rows = {0};
        store.rows(ANN).scan(KeyRange.prefix(new byte[0]), (_, _) -> rows[0]++ >= 0);
        return rows[0];
    }
}
