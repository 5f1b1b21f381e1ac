package org.mailstead.bench;

import java.util.Arrays;

/** Durations of one kind, from many threads. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long durationNanos) {
        if (count == nanos.length) nanos = Arrays.copyOf(nanos, count * 2);
        nanos[count++] = durationNanos;
    }

    synchronized int count() {
        return count;
    }

    /** For example {@code p50_ms=1.20 p99_ms=7.31 max_ms=9.90}. */
    synchronized String summary() {
        if (count == 0) return "p50_ms=- p99_ms=- max_ms=-";
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return "p50_ms=%.2f p99_ms=%.2f max_ms=%.2f"
                .formatted(millis(sorted[count / 2]), millis(sorted[count * 99 / 100]), millis(sorted[count - 1]));
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}
