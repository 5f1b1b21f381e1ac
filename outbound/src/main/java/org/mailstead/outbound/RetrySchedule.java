package org.mailstead.outbound;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to give up.
 *
 * @param waits before the second, third, … try; the last one is used over and over
 * @param warnAfter when a sender that wants to hear of delay is told
 * @param giveUpAfter when it is told that it failed
 */
public record RetrySchedule(List<Duration> waits, Duration warnAfter, Duration giveUpAfter) {
    /**
     * Greylisting lets a second try through after some minutes; a server that is being restarted is back within the
     * hour. RFC 5321 §4.5.4.1 wants at least 30 minutes between later tries and four to five days until the end.
     */
    public static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(4)),
            Duration.ofHours(4),
            Duration.ofDays(5));

    /** Part of a wait that chance may add, so that what failed together does not come back together. */
    private static final double SPREAD = 0.2;

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.isEmpty()) throw new IllegalArgumentException("a schedule without waits");
        for (Duration wait : waits) {
            if (!wait.isPositive()) throw new IllegalArgumentException("a wait of " + wait);
        }
    }

    /** @param tries made so far, at least 1 */
    Duration wait(int tries, RandomGenerator random) {
        Duration wait = waits.get(Math.min(tries, waits.size()) - 1);
        return wait.plusMillis((long) (wait.toMillis() * SPREAD * random.nextDouble()));
    }
}
