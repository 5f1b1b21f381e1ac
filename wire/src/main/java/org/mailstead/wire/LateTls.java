package org.mailstead.wire;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From where programs came that begin TLS without being asked, but only after the greeting, which spoils it for them: on a slow line
 * their first bytes take longer than others are made to wait. The next connection from there is waited for longer. In IPv6 the /64 network
 * counts as one address.
 */
public final class LateTls {
    /** Phones on slow lines at one time; each takes about 150 bytes. The one that was seen first goes. */
    static final int MOST = 1000;

    /** A phone looks for mail several times a day, and each time that it comes counts anew. */
    static final Duration REMEMBERED = Duration.ofDays(1);

    private final InstantSource clock;
    private final Map<InetAddress, Long> seenAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
            return size() > MOST;
        }
    };

    public LateTls(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void remember(InetAddress from) {
        InetAddress network = Permits.network(from);
        seenAt.remove(network);
        seenAt.put(network, clock.millis());
    }

    synchronized boolean isExpected(InetAddress from) {
        Long at = seenAt.get(Permits.network(from));
        return at != null && clock.millis() - at < REMEMBERED.toMillis();
    }

    /** Somebody there waits for a greeting: one connection at most is late for each that was spoilt. */
    synchronized void forget(InetAddress from) {
        seenAt.remove(Permits.network(from));
    }
}
