package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.store.contract.StoreContract;

class RocksStoreTest implements StoreContract {
    private final SteppedClock clock = new SteppedClock();
    private RocksStore store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = RocksStore.open(folder, RocksSettings.SMALL, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void manyReadsAreHandedOverTogether() throws Exception {
        var seen = new ArrayList<Thread>();
        var thrown = new AtomicReference<RuntimeException>();
        var why = new IllegalStateException("on purpose");
        Thread caller = Thread.ofVirtual().start(() -> {
            store.reading(() -> {
                seen.add(Thread.currentThread());
                store.reading(() -> seen.add(Thread.currentThread()));
            });
            try {
                store.reading(() -> {
                    throw why;
                });
            } catch (RuntimeException e) {
                thrown.set(e);
            }
        });
        caller.join();
        assertThat(seen).hasSize(2).noneMatch(Thread::isVirtual);
        assertThat(seen.get(1)).as("from there nothing is handed over again").isSameAs(seen.getFirst());
        assertThat(thrown).hasValue(why);
    }

    @Override
    public PartitionStore store() {
        return store;
    }

    @Override
    public SteppedClock clock() {
        return clock;
    }
}
