package org.mailstead.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How often somebody asks, minute by minute. */
final class RequestRate {
    /** From one address in a minute. A program asks ten times for an account; a hundred may sit behind one address. */
    static final int MOST = 1000;

    /** Addresses that are counted in one minute; where more ask, the counting begins anew. A table of few MiB. */
    private static final int ADDRESSES = 50_000;

    private static final long MINUTE = 60;

    /** Bytes that a household or a host has for itself, of an IPv6 address. RFC 6177 §2. */
    private static final int NETWORK_BYTES = 8;

    private final Clock clock;
    private final Map<InetAddress, Integer> asked = new HashMap<>();
    private long minute;

    RequestRate(Clock clock) {
        this.clock = clock;
    }

    /** Whether that is one too many. */
    synchronized boolean isExceeded(InetAddress from) {
        long now = clock.instant().getEpochSecond() / MINUTE;
        if (now != minute || asked.size() >= ADDRESSES) asked.clear();
        minute = now;
        return asked.merge(network(from), 1, Integer::sum) > MOST;
    }

    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address;
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
