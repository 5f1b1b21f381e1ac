package org.mailstead.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.store.contract.EngineUnderTest.bytes;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.StoreFault;

/** Everything written through the writer works also when every second commit is refused for no reason. */
class SpuriousConflictTest implements WriterContract {
    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new Random(23), 0.5);

    @Override
    public PartitionStore store() {
        return store;
    }

    @Override
    public SteppedClock clock() {
        return clock;
    }

    @Test
    void workIsRunAgain() {
        PartitionWriter writer = new PartitionWriter(store, new Random(1));
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            writer.write(ANN, tx -> {
                runs.incrementAndGet();
                tx.put(bytes("k"), bytes("v"));
                return true;
            });
        }
        assertThat(store.version(ANN)).isEqualTo(20);
        assertThat(runs).hasValueGreaterThan(25);
    }

    @Test
    void itGivesUpWithAReason() {
        MemoryStore stubborn = MemoryStore.withConflicts(clock, new Random(1), Math.nextDown(1.0));
        PartitionWriter writer = new PartitionWriter(stubborn, new Random(1));
        assertThatExceptionOfType(StoreFault.class)
                .isThrownBy(() -> writer.write(ANN, tx -> {
                    tx.put(bytes("k"), bytes("v"));
                    return true;
                }))
                .withMessageContaining("account/ann was not written")
                .withMessageContaining("times in a row");
    }
}
