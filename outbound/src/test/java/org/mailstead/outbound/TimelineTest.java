package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.Timeline.Taken;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;

class TimelineTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant FAR = NOON.plus(Duration.ofDays(5));

    private final Timeline timeline = new Timeline();

    @Test
    void whatIsDueComesInItsOrder() {
        put("late", "a.example", 0, NOON.plusSeconds(60));
        put("second", "b.example", 0, NOON.plusSeconds(2));
        put("first", "a.example", 0, NOON.plusSeconds(1));
        assertThat(taken(NOON)).isEmpty();
        assertThat(timeline.nextTime()).contains(NOON.plusSeconds(1));
        assertThat(taken(NOON.plusSeconds(2))).containsExactly("first", "second");
        assertThat(timeline.nextTime()).contains(NOON.plusSeconds(60));
    }

    @Test
    void ofWhatIsDueThePriorityDecides() {
        for (int i = 0; i < Timeline.AT_ONCE; i++) put("low" + i, "a.example", -1, NOON);
        put("high", "a.example", 5, NOON.plusSeconds(1));
        assertThat(taken(NOON.plusSeconds(1))).startsWith("high").hasSize(Timeline.AT_ONCE);
    }

    @Test
    void oneDestinationHasOnlySoManyAtOnce() {
        for (int i = 0; i < 20; i++) put("m" + i, "a.example", 0, NOON);
        put("other", "b.example", 0, NOON.plusSeconds(1));
        Taken first = timeline.take(NOON.plusSeconds(1)).orElseThrow();
        assertThat(taken(NOON.plusSeconds(1))).hasSize(Timeline.AT_ONCE).contains("other");
        assertThat(timeline.nextTime()).isEmpty();
        timeline.done(first, true, NOON.plusSeconds(1), TimelineTest::nothingLeft);
        assertThat(taken(NOON.plusSeconds(1))).hasSize(1);
    }

    @Test
    void mailForOurOwnPeopleDoesNotWaitForOthers() {
        for (int i = 0; i < Timeline.AT_ONCE_ELSEWHERE + 50; i++) put("m" + i, "d" + i + ".example", 0, NOON);
        assertThat(taken(NOON)).hasSize(Timeline.AT_ONCE_ELSEWHERE);
        put("here", "", 0, NOON);
        assertThat(timeline.nextTime()).contains(NOON);
        assertThat(taken(NOON)).containsExactly("here");
    }

    @Test
    void aDestinationThatIsDownPausesLongerEachTime() {
        Instant now = NOON;
        var pauses = new ArrayList<Duration>();
        for (int i = 0; i < 9; i++) {
            put("m" + i, "down.example", 0, now);
            Instant begin = timeline.nextTime().orElseThrow();
            pauses.add(Duration.between(now, begin));
            now = begin;
            timeline.done(timeline.take(now).orElseThrow(), false, now, TimelineTest::nothingLeft);
        }
        // With nothing to bring it is forgotten that the destination was down.
        assertThat(pauses).containsOnly(Duration.ZERO);
        put("waits", "down.example", 0, now);
        pauses.clear();
        for (int i = 0; i < 9; i++) {
            put("m" + i, "down.example", 0, now);
            Instant begin = timeline.nextTime().orElseThrow();
            pauses.add(Duration.between(now, begin));
            now = begin;
            Taken taken = timeline.take(now).orElseThrow();
            Instant due = now;
            timeline.done(taken, false, now, () -> put(taken.key().message(), "down.example", 0, due));
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(16),
                        Duration.ofMinutes(32),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }

    @Test
    void whatFailsTogetherIsOneFailure() {
        for (int i = 0; i < 6; i++) put("m" + i, "down.example", 0, NOON);
        var all = new ArrayList<Taken>();
        for (int i = 0; i < 5; i++) all.add(timeline.take(NOON).orElseThrow());
        all.forEach(taken -> timeline.done(taken, false, NOON, TimelineTest::nothingLeft));
        assertThat(timeline.nextTime()).contains(NOON.plus(Duration.ofMinutes(1)));
    }

    @Test
    void nothingWaitsPastItsDeadline() {
        put("a", "down.example", 0, NOON);
        timeline.done(
                timeline.take(NOON).orElseThrow(),
                false,
                NOON,
                () -> put("a", "down.example", 0, NOON.plusSeconds(300)));
        timeline.put(delivery("dying", "down.example", NOON), 0, NOON.plusSeconds(5));
        assertThat(timeline.nextTime()).contains(NOON.plusSeconds(5));
        assertThat(taken(NOON.plusSeconds(5))).containsExactly("dying");
    }

    @Test
    void wakingEndsAPause() {
        put("a", "down.example", 0, NOON);
        timeline.done(timeline.take(NOON).orElseThrow(), false, NOON, () -> put("a", "down.example", 0, NOON));
        assertThat(taken(NOON)).isEmpty();
        timeline.wake(new Destination("down.example"));
        timeline.wake(new Destination("unknown.example"));
        assertThat(taken(NOON)).containsExactly("a");
    }

    @Test
    void heldAndRemovedAreNotHandedOut() {
        put("gone", "a.example", 0, NOON);
        put("held", "a.example", 0, NOON);
        timeline.remove(key("gone"));
        timeline.remove(key("never there"));
        timeline.put(delivery("held", "a.example", NOON).held(true), 0, FAR);
        assertThat(taken(NOON)).isEmpty();
        assertThat(timeline.nextTime()).isEmpty();
        assertThat(timeline.size()).isZero();
    }

    @Test
    void whatIsUnderWayIsNotHandedOutAgain() {
        put("a", "a.example", 0, NOON);
        Taken taken = timeline.take(NOON).orElseThrow();
        put("a", "a.example", 0, NOON);
        assertThat(taken(NOON)).isEmpty();
        assertThat(timeline.size()).isOne();
        timeline.done(taken, true, NOON, () -> put("a", "a.example", 0, NOON));
        assertThat(taken(NOON)).containsExactly("a");
        assertThatThrownBy(() ->
                        timeline.done(new Taken(key("x"), taken.destination()), true, NOON, TimelineTest::nothingLeft))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Against a list that is searched from end to end. */
    @Test
    void agreesWithASimpleOne() {
        var random = new SplittableRandom(7);
        var simple = new SimpleTimeline();
        Instant now = NOON;
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Delivery delivery = delivery(
                                    "m" + random.nextInt(200),
                                    random.nextInt(5) == 0 ? "" : "d" + random.nextInt(4) + ".example",
                                    now.plusSeconds(random.nextInt(100)))
                            .held(random.nextInt(10) == 0);
                    if (simple.movesPlace(delivery)) continue;
                    int priority = random.nextInt(3);
                    Instant deadline = now.plusSeconds(50 + random.nextInt(100));
                    timeline.put(delivery, priority, deadline);
                    simple.put(delivery, priority, deadline);
                }
                case 2 -> {
                    DeliveryKey key = key("m" + random.nextInt(200));
                    timeline.remove(key);
                    simple.remove(key);
                }
                case 3 -> now = now.plusSeconds(random.nextInt(20));
                case 4 -> {
                    Instant at = now;
                    simple.oneUnderWay(random).ifPresent(taken -> {
                        boolean reached = random.nextInt(3) > 0;
                        timeline.done(taken, reached, at, TimelineTest::nothingLeft);
                        simple.done(taken, reached, at);
                    });
                }
                default -> {
                    Optional<Taken> taken = timeline.take(now);
                    assertThat(simple.mayTake(taken, now))
                            .as("step %d: %s", i, taken)
                            .isTrue();
                    taken.ifPresent(simple::take);
                }
            }
            assertThat(timeline.size()).isEqualTo(simple.size());
        }
    }

    private static void nothingLeft() {}

    private void put(String id, String domain, int priority, Instant due) {
        timeline.put(delivery(id, domain, due), priority, FAR);
    }

    private static Delivery delivery(String id, String domain, Instant due) {
        var recipient = SmtpRecipient.of(new SmtpAddress("r", "x.example"));
        return Delivery.first(key(id), new Destination(domain), List.of(recipient), due);
    }

    private static DeliveryKey key(String id) {
        return new DeliveryKey(id, 0);
    }

    private List<String> taken(Instant now) {
        var taken = new ArrayList<String>();
        for (Optional<Taken> next = timeline.take(now); next.isPresent(); next = timeline.take(now)) {
            taken.add(next.get().key().message());
        }
        return taken;
    }
}
