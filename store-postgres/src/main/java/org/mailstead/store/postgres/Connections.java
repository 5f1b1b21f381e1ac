package org.mailstead.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.StoreFault;

/** The connections to a database, and what its errors mean. */
final class Connections implements AutoCloseable {
    /** A statement may take this long; the largest commit takes a tenth of a second. */
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    /** Longer than that: what answers nothing for so long is not there any more. */
    private static final Duration SOCKET = STATEMENT.plusSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** No firewall forgets a connection within this, and a new primary gets its share of them. */
    private static final Duration LIFE = Duration.ofMinutes(20);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final PostgresSettings settings;
    private final Properties properties;
    private final HikariDataSource pool;
    private volatile boolean closed;

    Connections(PostgresSettings settings) {
        this.settings = settings;
        this.properties = properties(settings);
        var config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(settings.driverUrl());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(Math.min(2, settings.connections()));
        config.setConnectionTimeout(Math.max(250, settings.patience().toMillis()));
        config.setMaxLifetime(LIFE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(properties);
        this.pool = new HikariDataSource(config);
    }

    private static Properties properties(PostgresSettings settings) {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(SOCKET.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "mailstead");
        properties.setProperty("options", "-c statement_timeout=" + STATEMENT.toMillis());
        return properties;
    }

    /** Something done with one connection, in a transaction of its own for each statement unless it says otherwise. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    /** Does what may be done twice, until it succeeds or patience ends. */
    <T extends @Nullable Object> T repeatable(Work<T> work) {
        var tries = tries();
        while (true) {
            try {
                return once(work);
            } catch (SQLException e) {
                tries.failed(e);
            }
        }
    }

    /** With a connection made for it: whoever cannot connect hears why at once. */
    <T extends @Nullable Object> T alone(Work<T> work) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.driverUrl(), properties)) {
            return work.with(connection);
        }
    }

    <T extends @Nullable Object> T once(Work<T> work) throws SQLException {
        requireOpen();
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        }
    }

    /** All of the work or nothing, whatever goes wrong in it. */
    static <T extends @Nullable Object> T inOneTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    Tries tries() {
        return new Tries();
    }

    /** Failures in a row, until patience ends. */
    final class Tries {
        private final long began = System.nanoTime();
        private long pause = SHORTEST_PAUSE.toNanos();

        /**
         * Waits before the next try.
         *
         * @throws StoreFault if there shall be none
         */
        void failed(SQLException e) {
            requireOpen();
            long passed = System.nanoTime() - began;
            if (!passes(e) || passed > settings.patience().toNanos()) throw fault(e);
            LockSupport.parkNanos(this, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }

    StoreFault fault(SQLException e) {
        return new StoreFault("The database " + settings.shown() + " " + what(e), e);
    }

    /** What is the matter, as the end of a sentence that begins with the database. */
    String what(SQLException e) {
        String state = state(e);
        String said = said(e);
        if (e instanceof SQLTransientConnectionException || state.startsWith("08")) return "cannot be reached: " + said;
        return switch (state) {
            case "28P01", "28000" -> "does not let this user in: " + said;
            case "3D000" -> "does not exist: " + said;
            case "53100" -> "has no room left on its disk: " + said;
            case "53300" -> "has no connection left to give: " + said;
            case "57014" -> "took too long: " + said;
            case "25006" -> "takes no writes, as a standby does: " + said;
            case "57P01", "57P02", "57P03" -> "is shutting down or starting: " + said;
            case "42P01", "3F000" -> "has no tables of Mailstead: " + said;
            case "42501" -> "forbids it to this user: " + said;
            default ->
                e instanceof SQLTransientConnectionException
                        ? "is busy: no connection of the %d came free".formatted(settings.connections())
                        : "refused: " + said;
        };
    }

    private static String said(SQLException e) {
        String message = deepest(e).getMessage();
        return message == null
                ? "no reason"
                : message.replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\.$", "");
    }

    /** What the database or the driver said: the pool says only that there is no connection. */
    private static SQLException deepest(SQLException e) {
        SQLException deepest = e;
        while (deepest.getCause() instanceof SQLException next) deepest = next;
        return deepest;
    }

    private static String state(SQLException e) {
        String state = deepest(e).getSQLState();
        return state == null ? "" : state;
    }

    /** Whether it may be over when it is tried again. */
    private static boolean passes(SQLException e) {
        String state = state(e);
        return (state.isEmpty() && e instanceof SQLTransientConnectionException)
                // The connection broke, or there was none.
                || state.startsWith("08")
                // Others were in the way.
                || state.equals("40001")
                || state.equals("40P01")
                // It ends, has ended, or begins; or it was the primary.
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03")
                || state.equals("25006")
                || state.equals("53300");
    }

    /** Whether it is sure that nothing was written. */
    static boolean wroteNothing(SQLException e) {
        String state = state(e);
        return state.equals("40001") || state.equals("40P01") || state.equals("25006");
    }

    private void requireOpen() {
        if (closed) throw new StoreFault("the store is closed");
    }

    @Override
    public void close() {
        closed = true;
        pool.close();
    }
}
