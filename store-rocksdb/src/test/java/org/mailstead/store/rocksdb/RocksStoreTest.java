package org.mailstead.store.rocksdb;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    @Override
    public PartitionStore store() {
        return store;
    }

    @Override
    public SteppedClock clock() {
        return clock;
    }
}
