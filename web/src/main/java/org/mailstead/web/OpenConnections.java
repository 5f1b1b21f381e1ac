package org.mailstead.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.Permits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections there are, and until when each may do what it does. Jetty's own limit begins anew with every byte; here the
 * whole of a request, and the whole of an answer, has to come in time.
 */
final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private final Permits permits;
    private final WebLimits limits;
    private final Map<SocketChannel, Open> open = new ConcurrentHashMap<>();

    /** @param endPoint null until Jetty has it */
    private record Open(
            Permits.@Nullable Permit permit, @Nullable EndPoint endPoint, long deadline) {
        Open until(long other) {
            return new Open(permit, endPoint, other);
        }
    }

    OpenConnections(Permits permits, WebLimits limits) {
        this.permits = permits;
        this.limits = limits;
    }

    /** What is under an end, however many layers are in between. */
    static SocketChannel channel(EndPoint endPoint) {
        Object under = endPoint.getTransport();
        while (under instanceof EndPoint next) under = next.getTransport();
        return (SocketChannel) under;
    }

    private long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** Whether there may be one more from that address; then it counts until it is {@link #closed}. */
    boolean admits(SocketChannel channel, InetSocketAddress remote) {
        Optional<Permits.Permit> permit = permits.ask(remote.getAddress()).permit();
        permit.ifPresent(given -> open.put(channel, new Open(given, null, after(limits.waiting()))));
        return permit.isPresent();
    }

    /** Counts one whose peer is a proxy, which stands for many. */
    void admitProxy(SocketChannel channel) {
        open.put(channel, new Open(null, null, after(limits.waiting())));
    }

    void opened(SocketChannel channel, EndPoint endPoint) {
        open.computeIfPresent(channel, (key, was) -> new Open(was.permit(), endPoint, was.deadline()));
    }

    /** A request is there: from now on it is worked on. */
    void working(SocketChannel channel) {
        open.computeIfPresent(channel, (key, was) -> was.until(after(limits.answering())));
    }

    /** It is answered: the next one may come. */
    void waiting(SocketChannel channel) {
        open.computeIfPresent(channel, (key, was) -> was.until(after(limits.waiting())));
    }

    void closed(SocketChannel channel) {
        Open was = open.remove(channel);
        if (was != null && was.permit() != null) was.permit().close();
    }

    /**
     * Counts it no longer, since somebody else has it from now on.
     *
     * @param client who gets the permit, if it was a proxy that connected
     * @return what allows it; none if its time was up, or if there are too many
     */
    Optional<Permits.Permit> handOver(SocketChannel channel, InetSocketAddress client) {
        Open was = open.remove(channel);
        if (was == null) return Optional.empty();
        return was.permit() != null
                ? Optional.of(was.permit())
                : permits.ask(client.getAddress()).permit();
    }

    int count() {
        return open.size();
    }

    /** Cuts off those whose time is up. */
    void closeOverdue() {
        long now = System.nanoTime();
        open.forEach((channel, state) -> {
            if (state.deadline() - now > 0) return;
            LOG.debug("web: {} took too long", channel);
            close(channel, state);
        });
    }

    /** Cuts off all. */
    void close() {
        open.forEach(this::close);
    }

    private void close(SocketChannel channel, Open state) {
        if (state.endPoint() != null) {
            state.endPoint().close();
            return;
        }
        closed(channel);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection", e);
        }
    }
}
