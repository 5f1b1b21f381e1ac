package org.mailstead.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.mailstead.outbound.Timeline.Taken;

/** What a timeline has to do, in the plainest way. */
final class SimpleTimeline {
    private record Waiting(Delivery delivery, int priority, Instant deadline) {}

    private record Pause(int failures, Instant until) {}

    private final Map<DeliveryKey, Waiting> waiting = new TreeMap<>();
    private final List<Taken> underWay = new ArrayList<>();
    private final Map<Destination, Pause> pauses = new HashMap<>();

    /** A delivery never changes its destination. */
    boolean movesPlace(Delivery delivery) {
        Waiting had = waiting.get(delivery.key());
        if (had != null && !had.delivery().destination().equals(delivery.destination())) return true;
        return underWay.stream().anyMatch(taken -> taken.key().equals(delivery.key()));
    }

    void put(Delivery delivery, int priority, Instant deadline) {
        remove(delivery.key());
        if (!delivery.held()) waiting.put(delivery.key(), new Waiting(delivery, priority, deadline));
    }

    void remove(DeliveryKey key) {
        Waiting gone = waiting.remove(key);
        if (gone != null) forgetIfIdle(gone.delivery().destination());
    }

    /** Whether {@code taken} is one of those that are as good as any other, or nothing if there is none. */
    boolean mayTake(Optional<Taken> taken, Instant now) {
        List<Waiting> possible =
                waiting.values().stream().filter(each -> isReady(each, now)).toList();
        if (taken.isEmpty()) return possible.isEmpty();
        Optional<Waiting> one = possible.stream()
                .filter(each -> each.delivery().key().equals(taken.get().key()))
                .findAny();
        if (one.isEmpty()) return false;
        Destination destination = one.get().delivery().destination();
        if (paused(destination, now)) return true;
        boolean anyDue = possible.stream()
                .anyMatch(each -> each.delivery().destination().equals(destination) && isDue(each, now));
        return !anyDue
                || possible.stream()
                        .filter(each -> each.delivery().destination().equals(destination) && isDue(each, now))
                        .noneMatch(each -> each.priority() > one.get().priority());
    }

    private boolean isReady(Waiting each, Instant now) {
        Destination destination = each.delivery().destination();
        long active = underWay.stream()
                .filter(taken -> taken.destination().equals(destination))
                .count();
        if (active >= (destination.isHere() ? Timeline.AT_ONCE_HERE : Timeline.AT_ONCE)) return false;
        return !each.deadline().isAfter(now) || (isDue(each, now) && !paused(destination, now));
    }

    private static boolean isDue(Waiting each, Instant now) {
        return !each.delivery().next().isAfter(now);
    }

    private boolean paused(Destination destination, Instant now) {
        Pause pause = pauses.get(destination);
        return pause != null && pause.until().isAfter(now);
    }

    void take(Taken taken) {
        waiting.remove(taken.key());
        underWay.add(taken);
    }

    Optional<Taken> oneUnderWay(RandomGenerator random) {
        return underWay.isEmpty() ? Optional.empty() : Optional.of(underWay.get(random.nextInt(underWay.size())));
    }

    void done(Taken taken, boolean reached, Instant now) {
        underWay.remove(taken);
        Destination destination = taken.destination();
        if (reached) {
            pauses.remove(destination);
        } else {
            Pause before = pauses.getOrDefault(destination, new Pause(0, Instant.MIN));
            int failures = before.until().isAfter(now) ? before.failures() : before.failures() + 1;
            Duration pause = Duration.ofMinutes(1L << Math.min(6, failures - 1));
            if (pause.compareTo(Timeline.LONGEST_PAUSE) > 0) pause = Timeline.LONGEST_PAUSE;
            pauses.put(destination, new Pause(failures, now.plus(pause)));
        }
        forgetIfIdle(destination);
    }

    private void forgetIfIdle(Destination destination) {
        boolean idle = !destination.isHere()
                && waiting.values().stream()
                        .noneMatch(each -> each.delivery().destination().equals(destination))
                && underWay.stream().noneMatch(taken -> taken.destination().equals(destination));
        if (idle) pauses.remove(destination);
    }

    int size() {
        return waiting.size() + underWay.size();
    }
}
