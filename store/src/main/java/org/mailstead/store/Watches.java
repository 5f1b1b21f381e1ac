package org.mailstead.store;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who in this process wants to hear of which partition; engines tell it after each commit. */
public final class Watches {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);
    private final ConcurrentMap<Partition, List<LongConsumer>> listeners = new ConcurrentHashMap<>();

    public PartitionStore.Watch add(Partition partition, LongConsumer atLeastVersion) {
        // A consumer of its own for each call: the same one added twice is told twice and closed one by one.
        LongConsumer mine = version -> atLeastVersion.accept(version);
        listeners.compute(partition, (_, present) -> {
            List<LongConsumer> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(mine);
            return all;
        });
        return () -> listeners.computeIfPresent(partition, (_, present) -> {
            present.remove(mine);
            return present.isEmpty() ? null : present;
        });
    }

    /** Calls every listener of the partition on this thread; one that throws is logged and does not stop the others. */
    public void tell(Partition partition, long version) {
        for (LongConsumer each : listeners.getOrDefault(partition, List.of())) {
            try {
                each.accept(version);
            } catch (RuntimeException e) {
                log.warn("a watch of {} failed", partition, e);
            }
        }
    }
}
