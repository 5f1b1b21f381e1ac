package org.mailstead.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Partition;
import org.mailstead.store.Rows;

/** Reads rows, of long scans some at a time: no connection is held while a visitor is at work. */
final class PostgresRows implements Rows {
    /** The first rows of a scan are often all that is wanted. */
    private static final int FIRST_ROWS = 100;

    /** With the largest values, 32 MB; with usual ones, 100 KB. */
    private static final int MOST_ROWS = 500;

    private final Connections connections;
    private final UUID id;
    private final String kv;

    PostgresRows(Connections connections, String schema, Partition partition) {
        this.connections = connections;
        this.id = PartitionKey.of(partition);
        this.kv = schema + ".kv";
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return connections.<byte @Nullable []>repeatable(connection -> get(connection, key));
    }

    private byte @Nullable [] get(Connection connection, byte[] key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select v from " + kv + " where part = ? and k = ?")) {
            statement.setObject(1, id);
            statement.setBytes(2, key);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getBytes(1) : null;
            }
        }
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
        NavigableMap<byte[], byte[]> found = new TreeMap<>(Arrays::compareUnsigned);
        if (!keys.isEmpty()) connections.repeatable(connection -> getAll(connection, keys, found));
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            byte[] value = found.get(key);
            values.add(value == null ? null : value.clone());
        }
        return values;
    }

    private boolean getAll(Connection connection, List<byte[]> keys, NavigableMap<byte[], byte[]> into)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select k, v from " + kv + " where part = ? and k = any (?)")) {
            statement.setObject(1, id);
            statement.setArray(2, connection.createArrayOf("bytea", keys.toArray(byte[][]::new)));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) into.put(found.getBytes(1), found.getBytes(2));
            }
        }
        return true;
    }

    private record Row(byte[] key, byte[] value) {}

    @Override
    public void scan(KeyRange range, Order order, RowVisitor visitor) {
        KeyRange left = range;
        int count = FIRST_ROWS;
        while (!left.isEmpty()) {
            KeyRange part = left;
            int most = count;
            List<Row> rows = connections.repeatable(connection -> rows(connection, part, order, most));
            for (Row row : rows) if (!visitor.row(row.key, row.value)) return;
            if (rows.size() < most) return;
            byte[] last = rows.getLast().key;
            left = order == Order.ASCENDING ? left.after(last) : left.before(last);
            count = MOST_ROWS;
        }
    }

    private List<Row> rows(Connection connection, KeyRange range, Order order, int most) throws SQLException {
        String sql = "select k, v from " + kv + " where part = ? and k >= ? and k < ? order by k"
                + (order == Order.ASCENDING ? "" : " desc") + " limit " + most;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setBytes(2, range.from());
            statement.setBytes(3, Changes.end(range));
            try (ResultSet found = statement.executeQuery()) {
                var rows = new ArrayList<Row>();
                while (found.next()) rows.add(new Row(found.getBytes(1), found.getBytes(2)));
                return rows;
            }
        }
    }
}
