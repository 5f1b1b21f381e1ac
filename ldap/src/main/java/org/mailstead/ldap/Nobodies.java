package org.mailstead.ldap;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailstead.directory.MailAddress;

/** Addresses that the directory did not have a moment ago: mail to made-up names comes by the thousand, and nobody has to look for them. */
final class Nobodies {
    /** Addresses remembered, about 150 bytes each. */
    static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<MailAddress, Instant> since = new LinkedHashMap<>();

    Nobodies(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean has(MailAddress address) {
        Instant seen = since.get(address);
        return seen != null && seen.plus(Answers.NOT_LET_IN).isAfter(clock.instant());
    }

    synchronized void add(MailAddress address) {
        since.remove(address);
        since.put(address, clock.instant());
        if (since.size() > REMEMBERED) since.remove(since.keySet().iterator().next());
    }
}
