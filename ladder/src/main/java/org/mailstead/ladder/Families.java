package org.mailstead.ladder;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.wire.Dialer;

/** Connects to a port over IPv4 and over IPv6, each by itself: where one of them is broken, programs wait long and nobody sees why. */
final class Families {
    /** Tried of one family, one after the other. */
    private static final int ADDRESSES = 3;

    /** A kind of address. */
    enum Family {
        IPV4,
        IPV6
    }

    /** What came of one; without a socket if that is nothing. */
    record Arrival(Family family, @Nullable Socket socket) {}

    private final List<InetAddress> addresses;
    private final int port;
    private final Dialer.Way way;
    private final Duration limit;
    private final Map<Family, Reached> reached = new ConcurrentHashMap<>();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    Families(List<InetAddress> addresses, int port, Dialer.Way way, Duration limit) {
        this.addresses = addresses;
        this.port = port;
        this.way = way;
        this.limit = limit;
    }

    private List<InetAddress> of(Family family) {
        return addresses.stream()
                .filter(each -> each instanceof Inet6Address == (family == Family.IPV6))
                .limit(ADDRESSES)
                .toList();
    }

    /** Sets out by all ways at once; {@link #next} has what came of each. */
    int begin() {
        int ways = 0;
        for (Family family : Family.values()) {
            if (of(family).isEmpty()) continue;
            ways++;
            // Until something else is known.
            reached.put(family, Reached.TIMED_OUT);
            Thread.ofVirtual().name("probe " + family).start(() -> arrivals.add(connect(family)));
        }
        return ways;
    }

    Arrival next() throws InterruptedException {
        return arrivals.take();
    }

    private Arrival connect(Family family) {
        try {
            Socket socket = open(family);
            reached.put(family, Reached.OPEN);
            return new Arrival(family, socket);
        } catch (IOException e) {
            reached.put(family, reached(e));
            return new Arrival(family, null);
        }
    }

    private Socket open(Family family) throws IOException {
        long endsAt = System.nanoTime() + limit.toNanos();
        IOException failure = new SocketTimeoutException("no time was left");
        for (InetAddress address : of(family)) {
            var left = Duration.ofNanos(endsAt - System.nanoTime());
            if (left.toMillis() < 1) break;
            try {
                return way.connect(new InetSocketAddress(address, port), left);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Reached reached(IOException failure) {
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return switch (failure) {
            case SocketTimeoutException _ -> Reached.TIMED_OUT;
            case NoRouteToHostException _ -> Reached.NO_WAY;
            case ConnectException _ when said.contains("refused") -> Reached.REFUSED;
            case ConnectException _ when said.contains("timed out") -> Reached.TIMED_OUT;
            default ->
                said.contains("unreachable") || said.contains("no route")
                        ? Reached.NO_WAY
                        : said.contains("reset") ? Reached.CUT : Reached.TIMED_OUT;
        };
    }

    /** Once more, by a way that was open before; it stays so, also for a server that does not take many from one place. */
    Socket again(Family family) throws IOException {
        return open(family);
    }

    /** The connection was broken off before a word was said. */
    void wasCut(Family family) {
        reached.put(family, Reached.CUT);
    }

    Optional<Reached> reached(Family family) {
        return Optional.ofNullable(reached.get(family));
    }
}
