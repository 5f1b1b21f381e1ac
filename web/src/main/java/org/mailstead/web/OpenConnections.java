package org.mailstead.web;

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

    /** @param endPoint null until TLS or the first byte */
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

    int count() {
        return open.size();
    }

    /** Cuts off those whose time is up. */
    void closeOverdue() {
        long now = System.nanoTime();
        open.forEach((channel, state) -> {
            if (state.deadline() - now > 0 || state.endPoint() == null) return;
            LOG.debug("web: {} took too long", state.endPoint().getRemoteSocketAddress());
            state.endPoint().close();
        });
    }
}
