package org.mailstead.outbound;

import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names for messages that this server makes itself, of the same form as for those it receives. */
final class QueueIds {
    /** Makes two in the same millisecond differ; 36^6 is two thousand million. */
    private static final long NUMBERS = 2_176_782_336L;

    private final RandomGenerator random;

    QueueIds(RandomGenerator random) {
        this.random = random;
    }

    String next(Instant now) {
        return (time(now) + "-R-" + Long.toString(random.nextLong(NUMBERS), 36)).toUpperCase(Locale.ROOT);
    }

    /** Sorts before each id made at that time or later; eight characters from 1972 to 2059. */
    static String time(Instant when) {
        return Long.toString(Math.max(0, when.toEpochMilli()), 36).toUpperCase(Locale.ROOT);
    }
}
