package org.mailstead.ldap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a server answers. One that does not is left alone for a while, and then asked by one session, not by all that wait. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** Doubled with each try that fails: short, since a server that is started anew is back in seconds. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    /** How long people may wait at most after it is back. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final LdapServer server;
    private final Clock clock;

    private @Nullable Instant downSince;
    private Instant nextTry = Instant.MIN;
    private Duration pause = FIRST_PAUSE;
    private boolean trying;

    Health(LdapServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Whether to ask it now. Whoever hears yes tells how it went. */
    synchronized boolean mayAsk() {
        if (downSince == null) return true;
        if (trying || clock.instant().isBefore(nextTry)) return false;
        trying = true;
        return true;
    }

    synchronized void answered() {
        trying = false;
        if (downSince == null) return;
        LOG.info(
                "the LDAP server {} answers again, after {} s",
                server,
                Duration.between(downSince, clock.instant()).toSeconds());
        downSince = null;
        pause = FIRST_PAUSE;
    }

    synchronized void failed(String why) {
        if (downSince == null) {
            LOG.warn("the LDAP server {} cannot be asked: {}.", server, why);
            downSince = clock.instant();
        } else if (!trying) {
            // Began before it was known to be down.
            return;
        } else {
            pause = pause.multipliedBy(2);
            if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
        }
        trying = false;
        nextTry = clock.instant().plus(pause);
    }
}
