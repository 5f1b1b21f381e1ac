package org.mailstead.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a port that are being served, each by its own thread. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** Handlers whose connection was cut get this long to notice. */
    static final Duration AFTER_CUT = Duration.ofSeconds(2);

    /** What comes before the session, such as TLS. */
    interface Beginning {
        void begin(Connection connection) throws IOException;
    }

    private final String name;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** @param name for logs, such as {@code submission} */
    Sessions(String name) {
        this.name = name;
    }

    /** Counts it from now on; {@link #serve} has to follow. */
    void add(Connection connection) {
        open.add(connection);
    }

    /** Returns when the session is over, whatever ended it. */
    void serve(Connection connection, Beginning beginning, ConnectionHandler handler) {
        try (connection) {
            if (closing) return;
            beginning.begin(connection);
            handler.serve(connection);
        } catch (WrongProtocol | TlsHandshakeFailed e) {
            LOG.info("{} {} from {}: {}", connection.id(), name, connection.remote(), e.getMessage());
        } catch (PeerTimedOut e) {
            LOG.info("{} {} ended: {}", connection.id(), name, e.getMessage());
        } catch (IOException e) {
            LOG.debug("{} {} connection lost", connection.id(), name, e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} {} ended by a fault of ours", connection.id(), name, e);
        } finally {
            open.remove(connection);
        }
    }

    int count() {
        return open.size();
    }

    /** From now on none begins. */
    void beginNoMore() {
        closing = true;
    }

    boolean beginsNoMore() {
        return closing;
    }

    /** Lets sessions finish what they are doing for up to {@code grace}, then cuts them off. */
    void end(Duration grace) throws InterruptedException {
        beginNoMore();
        open.forEach(Connection::signalShutdown);
        if (waitUntil(open::isEmpty, grace)) return;
        LOG.info("{}: cutting off {} connections", name, open.size());
        cut();
        if (!waitUntil(open::isEmpty, AFTER_CUT)) LOG.warn("{}: {} connections are still busy", name, open.size());
    }

    void cut() {
        open.forEach(Connection::cut);
    }

    private static boolean waitUntil(BooleanSupplier done, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) return false;
            Thread.sleep(Duration.ofMillis(5));
        }
        return true;
    }
}
