package org.mailstead.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.mailstead.store.BlobStore;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;
import org.mailstead.store.StoreLimits;
import org.mailstead.store.StoreOpenException;

/**
 * Partitions in PostgreSQL 15 or later, or in what speaks its protocol and this little of its SQL: no advisory locks, no triggers, no
 * LISTEN. Any number of processes may have one open. Durable and linearizable as far as the database is: all is read and written at the
 * primary.
 */
public final class PostgresStore implements PartitionStore {
    /** Names of partitions listed at a time. */
    private static final int LISTED = 1000;

    private final Connections connections;
    private final String schema;
    private final PostgresBlobs blobs;
    private final Polling polling;

    private PostgresStore(
            Connections connections, PostgresSettings settings, InstantSource clock, RandomGenerator random) {
        this.connections = connections;
        this.schema = settings.schema();
        this.blobs = new PostgresBlobs(connections, schema, clock, random);
        this.polling = new Polling(connections, schema, settings.pollEvery());
    }

    /**
     * Opens a store that {@link #make} has made.
     *
     * @param clock gives blobs their age
     * @param random names uploads, of which no two may have one name; safe for threads
     * @throws StoreOpenException saying what is the matter and what to do
     */
    public static PostgresStore open(PostgresSettings settings, InstantSource clock, RandomGenerator random) {
        var connections = new Connections(settings);
        try {
            OptionalInt format = reached(connections, settings, new Schema(settings.schema())::format);
            if (format.isEmpty())
                throw new StoreOpenException(
                        "The database %s has no tables of Mailstead in schema %s. Make them: mailstead store init"
                                .formatted(settings.shown(), settings.schema()));
            if (format.getAsInt() != Schema.FORMAT) throw unknownFormat(settings, format.getAsInt());
            return new PostgresStore(connections, settings, clock, random);
        } catch (StoreFault e) {
            connections.close();
            throw e;
        }
    }

    /**
     * Makes the tables where there are none yet.
     *
     * @return whether it did; false if they were there
     * @throws StoreOpenException saying what is the matter and what to do
     */
    public static boolean make(PostgresSettings settings) {
        var schema = new Schema(settings.schema());
        try (var connections = new Connections(settings)) {
            return reached(connections, settings, connection -> {
                if (schema.format(connection).isPresent()) return false;
                schema.make(connection);
                return true;
            });
        }
    }

    /**
     * What speaks against keeping mail in this database, each a sentence that says what to do; empty if nothing does.
     *
     * @throws StoreOpenException if it cannot be reached
     */
    public static List<String> concerns(PostgresSettings settings) {
        try (var connections = new Connections(settings)) {
            return reached(connections, settings, new Schema(settings.schema())::concerns);
        }
    }

    private static <T> T reached(Connections connections, PostgresSettings settings, Connections.Work<T> work) {
        var tries = connections.tries();
        while (true) {
            try {
                return connections.alone(work);
            } catch (SQLException e) {
                try {
                    tries.failed(e);
                } catch (StoreFault over) {
                    throw new StoreOpenException(
                            "The database %s %s. Look whether it runs, and at store.url, store.user and the password."
                                    .formatted(settings.shown(), connections.what(e)),
                            e);
                }
            }
        }
    }

    private static StoreOpenException unknownFormat(PostgresSettings settings, int found) {
        return new StoreOpenException("The store in %s has format %d, and this Mailstead knows format %d. %s"
                .formatted(
                        settings.shown(),
                        found,
                        Schema.FORMAT,
                        found > Schema.FORMAT
                                ? "Run the Mailstead that wrote it, or a later one."
                                : "Bring it up to date: mailstead store upgrade"));
    }

    @Override
    public long version(Partition partition) {
        return state(partition).version;
    }

    private record State(long version, byte[] recent) {
        static final State NONE = new State(0, new byte[0]);
    }

    private State state(Partition partition) {
        return connections.repeatable(connection -> state(connection, partition));
    }

    private State state(Connection connection, Partition partition) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select ver, recent from " + schema + ".part where part = ?")) {
            statement.setObject(1, PartitionKey.of(partition));
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? new State(found.getLong(1), found.getBytes(2)) : State.NONE;
            }
        }
    }

    @Override
    public Rows rows(Partition partition) {
        return new PostgresRows(connections, schema, partition);
    }

    @Override
    public Commit commit(Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        StoreLimits.check(ops);
        var statement = new CommitStatement(schema, partition, expectedVersion, token, ops);
        var tries = connections.tries();
        // After a try of which nobody knows what came of it, the same once more: it can only succeed if that one did
        // not.
        boolean unsure = false;
        while (true) {
            try {
                if (connections.once(statement::run)) return done(partition, expectedVersion);
            } catch (SQLException e) {
                unsure |= !Connections.wroteNothing(e);
                tries.failed(e);
                continue;
            }
            State now = state(partition);
            if (unsure && statement.isAmong(now.version, now.recent)) return done(partition, expectedVersion);
            if (unsure && statement.isBehind(now.version))
                throw new StoreFault(
                        "the connection broke in a commit of %s, and others have written so much since that nobody knows what came of it"
                                .formatted(partition));
            return new Commit.Conflict(now.version);
        }
    }

    private Commit done(Partition partition, long expectedVersion) {
        polling.tell(partition, expectedVersion + 1);
        return new Commit.Done(expectedVersion + 1);
    }

    @Override
    public void drop(Partition partition) {
        connections.repeatable(connection -> Connections.inOneTransaction(connection, _ -> {
            // Its row first: whoever commits at this moment waits, and finds it gone.
            delete(connection, "part", partition);
            delete(connection, "kv", partition);
            return true;
        }));
    }

    private void delete(Connection connection, String table, Partition partition) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from " + schema + "." + table + " where part = ?")) {
            statement.setObject(1, PartitionKey.of(partition));
            statement.executeUpdate();
        }
    }

    @Override
    public void partitions(String kind, Consumer<Partition> each) {
        UUID last = new UUID(0, 0);
        while (true) {
            UUID behind = last;
            List<Partition> found = connections.repeatable(connection -> listed(connection, kind, behind));
            found.forEach(each);
            if (found.size() < LISTED) return;
            last = PartitionKey.of(found.getLast());
        }
    }

    private List<Partition> listed(Connection connection, String kind, UUID behind) throws SQLException {
        String sql = "select id from " + schema + ".part where kind = ? and part > ? order by part limit " + LISTED;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind);
            statement.setObject(2, behind);
            try (ResultSet found = statement.executeQuery()) {
                var partitions = new ArrayList<Partition>();
                while (found.next()) partitions.add(new Partition(kind, found.getString(1)));
                return partitions;
            }
        }
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Watch watch(Partition partition, LongConsumer atLeastVersion) {
        return polling.add(partition, version(partition), atLeastVersion);
    }

    @Override
    public void close() {
        polling.close();
        connections.close();
    }
}
