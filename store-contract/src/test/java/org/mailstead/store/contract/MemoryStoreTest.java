package org.mailstead.store.contract;

import org.junit.jupiter.api.AfterEach;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionStore;

class MemoryStoreTest implements StoreContract {
    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = new MemoryStore(clock);

    @Override
    public PartitionStore store() {
        return store;
    }

    @Override
    public SteppedClock clock() {
        return clock;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
