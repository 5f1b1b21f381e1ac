package org.mailstead.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes who tries wrong passwords wait, longer each time; nobody else waits for that. */
final class WrongTries {
    private static final Duration FIRST = Duration.ofMillis(250);

    /** Programs give up after 30 s and more, and would take that for a fault. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Without a wrong try for so long, it begins anew. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** Who comes when so many wait already is answered at once, and cut off: connections are finite. */
    private static final int WAITING = 10;

    private final InstantSource clock;
    private final Pause pause;
    private final AtomicInteger waiting = new AtomicInteger();
    private int count;
    private Instant last = Instant.MIN;

    WrongTries(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** @return whether the connection may go on to try */
    boolean waitForIt() {
        Duration time = next();
        try {
            if (waiting.incrementAndGet() > WAITING) return false;
            pause.pause(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private synchronized Duration next() {
        Instant now = clock.instant();
        if (now.isAfter(last.plus(FORGOTTEN)) || now.isBefore(last)) count = 0;
        last = now;
        Duration time = FIRST.multipliedBy(1L << Math.min(count, 20));
        count++;
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }
}
