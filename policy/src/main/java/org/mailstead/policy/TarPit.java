package org.mailstead.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long whoever gave a wrong password waits for the answer: twice as long each time, within bounds. It costs a person who
 * mistyped a second, and a program that guesses most of its tries. In memory, bounded.
 */
final class TarPit {
    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Lets nobody wait. */
    static final TarPit DRY = new TarPit(Duration.ZERO);

    /** Mail programs give up after half a minute and then ask their owner for the password. */
    static final Duration LONGEST = Duration.ofSeconds(16);

    /** Forgotten after so long without another. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    /** 100 bytes each. */
    static final int REMEMBERED = 20_000;

    private static final int DOUBLINGS = 4;

    private final Duration first;

    TarPit() {
        this(FIRST);
    }

    private TarPit(Duration first) {
        this.first = first;
    }

    private record Tries(int count, Instant last) {}

    private final Map<String, Tries> tries = new LinkedHashMap<>(16, 0.75f, true);

    /** Counts a wrong password from there. */
    synchronized Duration failed(InetAddress client, Instant now) {
        String network = ClientNetwork.of(client).toString();
        Tries before = tries.get(network);
        boolean again = before != null && !before.last().plus(MEMORY).isBefore(now);
        int count = before != null && again ? before.count() + 1 : 1;
        tries.put(network, new Tries(count, now));
        if (tries.size() > REMEMBERED) tries.remove(tries.keySet().iterator().next());
        return first.multipliedBy(1L << Math.min(count - 1, DOUBLINGS));
    }

    synchronized int remembered() {
        return tries.size();
    }
}
