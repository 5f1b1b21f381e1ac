package org.mailstead.consulting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who has had how many turns, counted anew after some time. */
final class Turns {
    private final int each;
    private final int all;
    private final Duration time;
    private final Clock clock;
    private final Map<String, Integer> taken = new HashMap<>();
    private int sum;
    private Instant began;

    /**
     * @param each of one caller
     * @param all of everybody, which also limits what is kept here
     */
    Turns(int each, int all, Duration time, Clock clock) {
        this.each = each;
        this.all = all;
        this.time = time;
        this.clock = clock;
        began = clock.instant();
    }

    /** Whether there was one left. */
    synchronized boolean take(String caller) {
        Instant now = clock.instant();
        if (!now.isBefore(began.plus(time)) || now.isBefore(began)) {
            taken.clear();
            sum = 0;
            began = now;
        }
        int mine = taken.getOrDefault(caller, 0);
        if (sum >= all || mine >= each) return false;
        taken.put(caller, mine + 1);
        sum++;
        return true;
    }
}
