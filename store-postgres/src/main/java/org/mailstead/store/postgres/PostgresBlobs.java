package org.mailstead.store.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.StoreFault;
import org.mailstead.store.VerifiedInput;

/**
 * Blobs in two tables: those of one piece stand in the row that names them, larger ones in pieces under an upload of their own, in one
 * transaction with the row that names that upload. So two uploads of one blob cannot spoil each other.
 */
final class PostgresBlobs implements BlobStore {
    /** Bytes of a piece: so much is in memory for each that is read or put. Nearly all messages fit into one. */
    static final int PIECE_BYTES = 256 * 1024;

    /** Names looked at, and blobs removed, at a time. */
    private static final int COLLECT_ROWS = 500;

    private final Connections connections;
    private final String blob;
    private final String piece;
    private final InstantSource clock;
    private final RandomGenerator random;

    PostgresBlobs(Connections connections, String schema, InstantSource clock, RandomGenerator random) {
        this.connections = connections;
        this.blob = schema + ".blob";
        this.piece = schema + ".piece";
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void put(BlobId id, Source source, long length) {
        if (length < 0) throw new IllegalArgumentException("blob length " + length);
        if (length <= PIECE_BYTES) {
            byte[] content = whole(id, source, length);
            connections.repeatable(connection -> putSmall(connection, id, content));
            return;
        }
        var tries = connections.tries();
        while (!isRenewed(id)) {
            try {
                if (connections.once(connection -> upload(connection, id, source, length))) return;
            } catch (SQLException e) {
                tries.failed(e);
            }
        }
    }

    private static byte[] whole(BlobId id, Source source, long length) {
        try (InputStream in = new VerifiedInput(source.open(), id, length)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(id, e);
        }
    }

    private static StoreFault unreadable(BlobId id, IOException e) {
        return new StoreFault("cannot read what is to become blob " + id, e);
    }

    private boolean putSmall(Connection connection, BlobId id, byte[] content) throws SQLException {
        String sql = "insert into " + blob + " as b (id, length, renewed, content) values (?, ?, ?, ?)"
                + " on conflict (id) do update set renewed = greatest(b.renewed, excluded.renewed)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, id.bytes());
            statement.setLong(2, content.length);
            statement.setLong(3, clock.millis());
            statement.setBytes(4, content);
            return statement.executeUpdate() == 1;
        }
    }

    private boolean isRenewed(BlobId id) {
        return connections.repeatable(connection -> {
            String sql = "update " + blob + " set renewed = greatest(renewed, ?) where id = ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, clock.millis());
                statement.setBytes(2, id.bytes());
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** False if another was faster. */
    private boolean upload(Connection connection, BlobId id, Source source, long length) throws SQLException {
        return Connections.inOneTransaction(connection, _ -> {
            try (InputStream in = new VerifiedInput(source.open(), id, length)) {
                var upload = new UUID(random.nextLong(), random.nextLong());
                pieces(connection, upload, in);
                boolean first = name(connection, id, length, upload);
                if (!first) connection.rollback();
                return first;
            } catch (IOException e) {
                throw unreadable(id, e);
            }
        });
    }

    private void pieces(Connection connection, UUID upload, InputStream in) throws SQLException, IOException {
        String sql = "insert into " + piece + " (upload, n, bytes) values (?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            byte[] bytes = in.readNBytes(PIECE_BYTES);
            for (int n = 0; bytes.length > 0; n++) {
                statement.setObject(1, upload);
                statement.setInt(2, n);
                statement.setBytes(3, bytes);
                statement.executeUpdate();
                bytes = in.readNBytes(PIECE_BYTES);
            }
        }
    }

    private boolean name(Connection connection, BlobId id, long length, UUID upload) throws SQLException {
        String sql =
                "insert into " + blob + " (id, length, renewed, upload) values (?, ?, ?, ?) on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, id.bytes());
            statement.setLong(2, length);
            statement.setLong(3, clock.millis());
            statement.setObject(4, upload);
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public @Nullable InputStream open(BlobId id, long offset, long length) {
        if (offset < 0 || length < 0) throw new IllegalArgumentException("offset " + offset + ", length " + length);
        Found found = connections.<@Nullable Found>repeatable(connection -> find(connection, id, offset, length));
        if (found == null) return null;
        if (found.upload == null) return new ByteArrayInputStream(found.content);
        long from = Math.min(offset, found.length);
        long end = from + Math.min(length, found.length - from);
        UUID upload = found.upload;
        return new PieceInput(n -> piece(id, upload, n), from, end);
    }

    /** @param content what was asked for, of a blob in one row */
    private record Found(long length, @Nullable UUID upload, byte[] content) {}

    private @Nullable Found find(Connection connection, BlobId id, long offset, long length) throws SQLException {
        String sql = "select length, upload, substring(content from ? for ?) from " + blob + " where id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 1 + (int) Math.min(offset, PIECE_BYTES));
            statement.setInt(2, (int) Math.min(length, PIECE_BYTES));
            statement.setBytes(3, id.bytes());
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) return null;
                byte[] content = found.getBytes(3);
                return new Found(
                        found.getLong(1), found.getObject(2, UUID.class), content == null ? new byte[0] : content);
            }
        }
    }

    private byte[] piece(BlobId id, UUID upload, int n) throws IOException {
        byte[] bytes = connections.<byte @Nullable []>repeatable(connection -> {
            String sql = "select bytes from " + piece + " where upload = ? and n = ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, upload);
                statement.setInt(2, n);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? found.getBytes(1) : null;
                }
            }
        });
        if (bytes == null) throw new IOException("blob " + id + " was removed while it was read");
        return bytes;
    }

    @Override
    public long length(BlobId id) {
        return connections.repeatable(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select length from " + blob + " where id = ?")) {
                statement.setBytes(1, id.bytes());
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? found.getLong(1) : -1L;
                }
            }
        });
    }

    @Override
    public long collect(Instant before, Predicate<BlobId> unused) {
        long removed = 0;
        byte[] last = new byte[0];
        while (true) {
            byte[] behind = last;
            List<byte[]> old = connections.repeatable(connection -> old(connection, before, behind));
            byte[][] gone = old.stream()
                    .filter(each -> unused.test(BlobId.ofSha256(each)))
                    .toArray(byte[][]::new);
            if (gone.length > 0) removed += connections.repeatable(connection -> remove(connection, before, gone));
            if (old.size() < COLLECT_ROWS) return removed;
            last = old.getLast();
        }
    }

    private List<byte[]> old(Connection connection, Instant before, byte[] behind) throws SQLException {
        String sql = "select id from " + blob + " where id > ? and renewed < ? order by id limit " + COLLECT_ROWS;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, behind);
            statement.setLong(2, before.toEpochMilli());
            try (ResultSet found = statement.executeQuery()) {
                var ids = new ArrayList<byte[]>();
                while (found.next()) ids.add(found.getBytes(1));
                return ids;
            }
        }
    }

    /** Looks at their age once more: one put again meanwhile stays. */
    private long remove(Connection connection, Instant before, byte[][] ids) throws SQLException {
        String sql = "with gone as (delete from " + blob + " where id = any (?) and renewed < ? returning upload),"
                + " pieces as (delete from " + piece + " as p using gone where p.upload = gone.upload)"
                + " select count(*) from gone";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // In one order everywhere, so that two who collect do not wait for each other.
            byte[][] sorted = ids.clone();
            Arrays.sort(sorted, Arrays::compareUnsigned);
            statement.setArray(1, connection.createArrayOf("bytea", sorted));
            statement.setLong(2, before.toEpochMilli());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
