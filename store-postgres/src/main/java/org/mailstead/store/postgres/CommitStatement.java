package org.mailstead.store.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.mailstead.store.CommitToken;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;

/** One commit as one statement: one round trip, and no transaction that a lost connection could leave open. */
final class CommitStatement {
    /** Tokens kept with a partition: whether a commit took place can be told until so many have followed it. */
    static final int TOKENS = 8;

    private static final int TOKEN_BYTES = 16;

    private final Partition partition;
    private final UUID id;
    private final long expectedVersion;
    private final byte[] token;
    private final Changes changes;
    private final String sql;

    CommitStatement(String schema, Partition partition, long expectedVersion, CommitToken token, List<Op> ops) {
        this.partition = partition;
        this.id = PartitionKey.of(partition);
        this.expectedVersion = expectedVersion;
        this.token = ByteBuffer.allocate(TOKEN_BYTES)
                .putLong(token.high())
                .putLong(token.low())
                .array();
        this.changes = Changes.of(ops);
        this.sql = sql(schema);
    }

    /** The rows are touched only if the version was what it should be, which the first part finds out and holds. */
    private String sql(String schema) {
        String kv = schema + ".kv";
        var text = new StringBuilder("with c as (");
        if (expectedVersion == 0)
            text.append("insert into ")
                    .append(schema)
                    .append(".part (part, kind, id, ver, recent) values (?, ?, ?, 1, ?)")
                    .append(" on conflict do nothing returning ver");
        else
            text.append("update ")
                    .append(schema)
                    .append(".part set ver = ver + 1, recent = substring(?::bytea || recent from 1 for ")
                    .append(TOKENS * TOKEN_BYTES)
                    .append(") where part = ? and ver = ? returning ver");
        text.append(")");
        if (!changes.deletes().isEmpty())
            text.append(", d as (delete from ")
                    .append(kv)
                    .append(" where part = ? and k = any (?) and exists (select 1 from c))");
        if (!changes.ranges().isEmpty())
            text.append(", r as (delete from ")
                    .append(kv)
                    .append(" using unnest(?::bytea[], ?::bytea[]) as g(f, t)")
                    .append(" where part = ? and k >= g.f and k < g.t and k <> all (?) and exists (select 1 from c))");
        if (!changes.puts().isEmpty())
            text.append(", p as (insert into ")
                    .append(kv)
                    .append(" (part, k, v)")
                    .append(
                            " select ?::uuid, n.k, n.v from unnest(?::bytea[], ?::bytea[]) as n(k, v) where exists (select 1 from c)")
                    .append(" on conflict (part, k) do update set v = excluded.v)");
        return text.append(" select ver from c").toString();
    }

    /** Whether it took place. */
    boolean run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, connection);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private void fill(PreparedStatement statement, Connection connection) throws SQLException {
        int at = 1;
        if (expectedVersion == 0) {
            statement.setObject(at++, id);
            statement.setString(at++, partition.kind());
            statement.setString(at++, partition.id());
            statement.setBytes(at++, token);
        } else {
            statement.setBytes(at++, token);
            statement.setObject(at++, id);
            statement.setLong(at++, expectedVersion);
        }
        byte[][] keys = changes.puts().keySet().toArray(byte[][]::new);
        if (!changes.deletes().isEmpty()) {
            statement.setObject(at++, id);
            statement.setArray(
                    at++, connection.createArrayOf("bytea", changes.deletes().toArray(byte[][]::new)));
        }
        if (!changes.ranges().isEmpty()) {
            statement.setArray(at++, connection.createArrayOf("bytea", ends(KeyRange::from)));
            statement.setArray(at++, connection.createArrayOf("bytea", ends(KeyRange::to)));
            statement.setObject(at++, id);
            statement.setArray(at++, connection.createArrayOf("bytea", keys));
        }
        if (!changes.puts().isEmpty()) {
            statement.setObject(at++, id);
            statement.setArray(at++, connection.createArrayOf("bytea", keys));
            statement.setArray(
                    at,
                    connection.createArrayOf("bytea", changes.puts().values().toArray(byte[][]::new)));
        }
    }

    private byte[][] ends(Function<KeyRange, byte[]> which) {
        return changes.ranges().stream().map(which).toArray(byte[][]::new);
    }

    /**
     * Whether this commit is among those that a partition has seen.
     *
     * @param version that it is at now
     * @param recent the tokens of its last commits, the newest first
     */
    boolean isAmong(long version, byte[] recent) {
        long behind = version - (expectedVersion + 1);
        if (behind < 0) return false;
        long from = behind * TOKEN_BYTES;
        if (from + TOKEN_BYTES > recent.length) return false;
        return Arrays.equals(recent, (int) from, (int) from + TOKEN_BYTES, token, 0, TOKEN_BYTES);
    }

    /** Whether it can no longer be told from those. */
    boolean isBehind(long version) {
        return version - (expectedVersion + 1) >= TOKENS;
    }
}
