package org.mailstead.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** A day by the clock of UTC, which all reports go by. */
public record Day(long number) implements Comparable<Day> {
    private static final long SECONDS = Duration.ofDays(1).toSeconds();

    public static Day of(Instant when) {
        return new Day(Math.max(0, Math.floorDiv(when.getEpochSecond(), SECONDS)));
    }

    Instant begin() {
        return Instant.ofEpochSecond(number * SECONDS);
    }

    /** The last second, as reports write it. */
    Instant lastSecond() {
        return end().minusSeconds(1);
    }

    Instant end() {
        return Instant.ofEpochSecond((number + 1) * SECONDS);
    }

    @Override
    public int compareTo(Day other) {
        return Long.compare(number, other.number);
    }

    /** As 2026-01-15. */
    @Override
    public String toString() {
        return LocalDate.ofEpochDay(number).toString();
    }
}
