package org.mailstead.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which delivery is to be tried next, of all that wait; in memory, made anew at each start. A destination that cannot be
 * reached pauses with everything that waits for it, but nothing waits past its deadline. May be used from any thread.
 *
 * <p>About 150 bytes for each delivery.
 */
final class Timeline {
    /** Deliveries to one destination at once; providers close connections beyond ten to twenty. */
    static final int AT_ONCE = 8;

    /** To our own people: each is a commit into an account, and commits into several go together well. */
    static final int AT_ONCE_HERE = 64;

    /** To all others together: each may hold a thread and a connection for as long as the slowest server likes. */
    static final int AT_ONCE_ELSEWHERE = 256;

    /** A destination that is down is tried no more seldom than this, however long it has been down. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Map<Destination, Place> places = new HashMap<>();
    private final Map<DeliveryKey, Waiting> waiting = new HashMap<>();
    private final Set<DeliveryKey> underWay = new HashSet<>();

    /** Places elsewhere that have something to do and room for it, by when. */
    private final TreeSet<Place> next = new TreeSet<>();

    /** Apart from the others: mail of our own people must not wait for foreign servers that are slow. */
    private final Place here = new Place(Destination.HERE, AT_ONCE_HERE);

    private int activeElsewhere;

    /** A delivery that was handed out. */
    record Taken(DeliveryKey key, Destination destination) {}

    /** Immutable but for {@code gone}: a heap cannot be searched, so what left is passed over when it comes to the top. */
    private static final class Waiting {
        static final Comparator<Waiting> BY_DUE =
                Comparator.comparingLong((Waiting each) -> each.due).thenComparing(each -> each.key);
        static final Comparator<Waiting> BY_DEADLINE =
                Comparator.comparingLong((Waiting each) -> each.deadline).thenComparing(each -> each.key);
        static final Comparator<Waiting> BY_PRIORITY =
                Comparator.comparingInt((Waiting each) -> -each.priority).thenComparing(BY_DUE);

        final DeliveryKey key;
        final Destination destination;
        final int priority;
        final long due;

        /** When it has to be looked at even if its destination pauses. */
        final long deadline;

        boolean gone;

        Waiting(Delivery delivery, int priority, Instant deadline) {
            key = delivery.key();
            destination = delivery.destination();
            this.priority = priority;
            due = delivery.next().toEpochMilli();
            this.deadline = deadline.toEpochMilli();
        }
    }

    /** What waits for one destination. Entries that left otherwise stay in a heap until they come to its top. */
    private final class Place implements Comparable<Place> {
        final Destination destination;
        final int atOnce;
        final PriorityQueue<Waiting> later = new PriorityQueue<>(Waiting.BY_DUE);
        final PriorityQueue<Waiting> ready = new PriorityQueue<>(Waiting.BY_PRIORITY);
        final PriorityQueue<Waiting> deadlines = new PriorityQueue<>(Waiting.BY_DEADLINE);
        int active;
        int failures;
        long pausedUntil = Long.MIN_VALUE;

        /** When it has something to do and room for it; the largest value: not as things are. */
        long at = Long.MAX_VALUE;

        Place(Destination destination, int atOnce) {
            this.destination = destination;
            this.atOnce = atOnce;
        }

        void place() {
            if (destination.isHere()) {
                at = active < atOnce ? nextTime() : Long.MAX_VALUE;
                return;
            }
            if (at != Long.MAX_VALUE) next.remove(this);
            at = active < atOnce ? nextTime() : Long.MAX_VALUE;
            if (at != Long.MAX_VALUE) next.add(this);
            else if (active == 0) places.remove(destination);
        }

        private long nextTime() {
            dropGone(later);
            dropGone(ready);
            dropGone(deadlines);
            if (later.isEmpty() && ready.isEmpty()) return Long.MAX_VALUE;
            long due = ready.isEmpty() ? later.element().due : Long.MIN_VALUE + 1;
            return Math.min(Math.max(due, pausedUntil), deadlines.element().deadline);
        }

        private void dropGone(PriorityQueue<Waiting> heap) {
            while (!heap.isEmpty() && heap.element().gone) heap.remove();
        }

        Waiting take(long now) {
            while (!later.isEmpty() && later.element().due <= now) ready.add(later.remove());
            dropGone(ready);
            dropGone(deadlines);
            boolean late = pausedUntil > now || ready.isEmpty();
            return late ? deadlines.remove() : ready.remove();
        }

        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : destination.compareTo(other.destination);
        }
    }

    /** Puts a delivery in, or moves it. One that is held stays out, one that is under way is seen to when that ends. */
    synchronized void put(Delivery delivery, int priority, Instant deadline) {
        remove(delivery.key());
        if (delivery.held() || underWay.contains(delivery.key())) return;
        var entry = new Waiting(delivery, priority, deadline);
        waiting.put(entry.key, entry);
        Place place = place(entry.destination);
        place.later.add(entry);
        place.deadlines.add(entry);
        place.place();
    }

    private Place place(Destination destination) {
        return destination.isHere() ? here : places.computeIfAbsent(destination, name -> new Place(name, AT_ONCE));
    }

    synchronized void remove(DeliveryKey key) {
        Waiting gone = waiting.remove(key);
        if (gone == null) return;
        gone.gone = true;
        place(gone.destination).place();
    }

    /** Hands out what is to be tried now, until {@link #done}. */
    synchronized Optional<Taken> take(Instant now) {
        if (here.at <= now.toEpochMilli()) return Optional.of(take(here, now));
        boolean none = next.isEmpty() || activeElsewhere >= AT_ONCE_ELSEWHERE;
        if (none || next.first().at > now.toEpochMilli()) return Optional.empty();
        activeElsewhere++;
        return Optional.of(take(next.first(), now));
    }

    private Taken take(Place place, Instant now) {
        Waiting taken = place.take(now.toEpochMilli());
        taken.gone = true;
        waiting.remove(taken.key);
        underWay.add(taken.key);
        place.active++;
        place.place();
        return new Taken(taken.key, taken.destination);
    }

    /**
     * Ends what {@link #take} began.
     *
     * @param reached whether the destination could be talked to
     * @param again puts back what is left; called before the place is looked at, whose pause holds for it too
     */
    synchronized void done(Taken taken, boolean reached, Instant now, Runnable again) {
        if (!underWay.remove(taken.key())) throw new IllegalStateException(taken + " is not under way");
        Place place = place(taken.destination());
        if (reached) {
            place.failures = 0;
            place.pausedUntil = Long.MIN_VALUE;
        } else {
            // What was under way together fails together: that is one failure.
            boolean news = place.pausedUntil <= now.toEpochMilli();
            if (news) place.failures++;
            place.pausedUntil = now.plus(pause(place.failures)).toEpochMilli();
        }
        again.run();
        place.active--;
        if (!place.destination.isHere()) activeElsewhere--;
        place.place();
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Ends the pause of a destination, since somebody wants it tried now. */
    synchronized void wake(Destination destination) {
        Place place = places.get(destination);
        if (place == null) return;
        place.pausedUntil = Long.MIN_VALUE;
        place.place();
    }

    /** When {@link #take} will have something, as things are; empty if nothing waits for time alone. */
    synchronized Optional<Instant> nextTime() {
        boolean room = !next.isEmpty() && activeElsewhere < AT_ONCE_ELSEWHERE;
        long at = Math.min(here.at, room ? next.first().at : Long.MAX_VALUE);
        return at == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Math.max(0, at)));
    }

    synchronized int size() {
        return waiting.size() + underWay.size();
    }
}
