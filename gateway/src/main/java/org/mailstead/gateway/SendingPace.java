package org.mailstead.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast an account may send, over all its programs: messages in a minute, recipients in 24 hours. Counted from the gateway's start on.
 */
final class SendingPace {
    /** Programs wait for 5 minutes for an answer to MAIL. RFC 5321 §4.5.3.2.2. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HOURS = 24;

    private final OptionalInt perMinute;
    private final OptionalInt recipientsPerDay;
    private final InstantSource clock;

    /** When the last messages were let through, or will be: as many as go in a minute. */
    private final Deque<Instant> messages = new ArrayDeque<>();

    /** Of each of the last hours. */
    private final int[] recipients = new int[HOURS];

    private long hour;

    SendingPace(OptionalInt perMinute, OptionalInt recipientsPerDay, InstantSource clock) {
        this.perMinute = perMinute;
        this.recipientsPerDay = recipientsPerDay;
        this.clock = clock;
    }

    /** Takes the next turn. @return how long to wait for it; empty if that would be too long, and no turn is taken */
    synchronized Optional<Duration> turn() {
        if (perMinute.isEmpty()) return Optional.of(Duration.ZERO);
        Instant now = clock.instant();
        // A clock that was put back would have everybody wait for it.
        if (!messages.isEmpty() && messages.getFirst().isAfter(now.plus(PATIENCE))) messages.clear();
        Instant start = now;
        if (messages.size() >= perMinute.getAsInt()) {
            Instant free = messages.getFirst().plus(MINUTE);
            if (free.isAfter(now)) start = free;
            if (start.isAfter(now.plus(PATIENCE))) return Optional.empty();
            messages.removeFirst();
        }
        messages.addLast(start);
        return Optional.of(Duration.between(now, start));
    }

    /** Whether one more recipient is within what the provider takes in a day. */
    synchronized boolean takesRecipient() {
        if (recipientsPerDay.isEmpty()) return true;
        goOn();
        int sum = 0;
        for (int each : recipients) sum += each;
        return sum < recipientsPerDay.getAsInt();
    }

    /** One was taken by the provider. */
    synchronized void recipientTaken() {
        if (recipientsPerDay.isEmpty()) return;
        goOn();
        recipients[(int) (hour % HOURS)]++;
    }

    private void goOn() {
        long now = Math.max(
                0, clock.instant().getEpochSecond() / Duration.ofHours(1).toSeconds());
        long first = now < hour ? 0 : Math.max(hour + 1, now - HOURS + 1);
        for (long each = first; each <= now && each < first + HOURS; each++) recipients[(int) (each % HOURS)] = 0;
        hour = now;
    }
}
