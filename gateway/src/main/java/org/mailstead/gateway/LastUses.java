package org.mailstead.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** When which program signed in last, to the minute: programs look for mail each few minutes. */
final class LastUses {
    private final InstantSource clock;
    private final Map<String, Map<String, Instant>> uses = new ConcurrentHashMap<>();

    /** @param before what was known when the gateway ended last */
    LastUses(InstantSource clock, Iterable<Gateway.Status> before) {
        this.clock = clock;
        for (Gateway.Status each : before) of(each.address()).putAll(each.used());
    }

    private Map<String, Instant> of(String address) {
        return uses.computeIfAbsent(address.toLowerCase(Locale.ROOT), _ -> new ConcurrentHashMap<>());
    }

    void used(String address, String program) {
        of(address).put(program, clock.instant().truncatedTo(ChronoUnit.MINUTES));
    }

    /** Of programs that have signed in at all, by their names. */
    Map<String, Instant> all(String address) {
        return new TreeMap<>(of(address));
    }
}
