package org.mailstead.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore.Watch;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Watches;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from time to time whether other nodes have changed what is watched here. One question for all that is watched. */
final class Polling implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Polling.class);

    private final Connections connections;
    private final String part;
    private final Duration every;
    private final Watches watches = new Watches();
    private final ConcurrentMap<Partition, Watched> watched = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /** How many watch it, and the version that they were told. */
    private record Watched(int count, long version) {}

    Polling(Connections connections, String schema, Duration every) {
        this.connections = connections;
        this.part = schema + ".part";
        this.every = every;
        this.thread = Thread.ofVirtual().name("store poll").start(this::run);
    }

    Watch add(Partition partition, long version, LongConsumer atLeastVersion) {
        watched.merge(partition, new Watched(1, version), (old, _) -> new Watched(old.count + 1, old.version));
        Watch watch = watches.add(partition, atLeastVersion);
        var open = new AtomicBoolean(true);
        return () -> {
            if (!open.compareAndSet(true, false)) return;
            watch.close();
            watched.computeIfPresent(
                    partition, (_, old) -> old.count == 1 ? null : new Watched(old.count - 1, old.version));
        };
    }

    /** Says that a partition has come to this version, unless that was said before. */
    void tell(Partition partition, long version) {
        Watched before = watched.get(partition);
        if (before == null || before.version == version) return;
        watched.computeIfPresent(partition, (_, old) -> new Watched(old.count, version));
        watches.tell(partition, version);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, every.toNanos());
            if (closed || watched.isEmpty()) continue;
            try {
                look();
            } catch (SQLException | StoreFault e) {
                // Whoever reads or writes hears of it; here it is tried again.
                log.debug("what others changed could not be looked up", e);
            }
        }
    }

    private void look() throws SQLException {
        var names = new HashMap<UUID, Partition>();
        for (Partition each : watched.keySet()) names.put(PartitionKey.of(each), each);
        Map<UUID, Long> now = connections.once(
                connection -> versions(connection, names.keySet().toArray(UUID[]::new)));
        now.forEach((id, version) -> {
            Partition partition = names.get(id);
            if (partition != null) tell(partition, version);
        });
    }

    private Map<UUID, Long> versions(Connection connection, UUID[] ids) throws SQLException {
        String sql = "select part, ver from " + part + " where part = any (?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            try (ResultSet found = statement.executeQuery()) {
                var versions = new HashMap<UUID, Long>();
                while (found.next()) versions.put(found.getObject(1, UUID.class), found.getLong(2));
                return versions;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
