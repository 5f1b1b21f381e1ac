package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.MovableClock;

class SendingPaceTest {
    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");

    /** However programs come: in no minute more messages than are allowed, and nobody waits without need. */
    @Test
    void noMinuteHasMoreThanAreAllowed() {
        var pace = new SendingPace(OptionalInt.of(30), OptionalInt.empty(), clock);
        var random = new Random(5);
        var starts = new java.util.ArrayList<java.time.Instant>();
        for (int i = 0; i < 2000; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(i % 400 < 200 ? 100 : 4000)));
            var turn = pace.turn();
            if (turn.isEmpty()) continue;
            var start = clock.instant().plus(turn.get());
            starts.add(start);
            int count = starts.size();
            if (count > 30) {
                var before = starts.get(count - 31);
                assertThat(Duration.between(before, start)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
                if (turn.get().isPositive()) assertThat(start).isEqualTo(before.plus(Duration.ofMinutes(1)));
            } else {
                assertThat(turn).hasValue(Duration.ZERO);
            }
            assertThat(turn.get()).isLessThanOrEqualTo(SendingPace.PATIENCE);
        }
        assertThat(starts).hasSizeBetween(1000, 1999);
    }

    @Test
    void clockThatIsPutBackHoldsNobodyUp() {
        var pace = new SendingPace(OptionalInt.of(1), OptionalInt.of(1), clock);
        pace.turn();
        pace.recipientTaken();
        clock.advance(Duration.ofDays(-400));
        assertThat(pace.turn()).hasValue(Duration.ZERO);
        assertThat(pace.takesRecipient()).isTrue();
    }

    @Test
    void recipientsAreCountedForADay() {
        var pace = new SendingPace(OptionalInt.empty(), OptionalInt.of(48), clock);
        for (int hour = 0; hour < 200; hour++) {
            int taken = 0;
            while (pace.takesRecipient()) {
                pace.recipientTaken();
                taken++;
                if (hour < 24 && taken == 2) break;
            }
            // Those of a day ago are forgotten hour by hour.
            assertThat(taken).isEqualTo(2);
            clock.advance(Duration.ofHours(1));
        }
        clock.advance(Duration.ofHours(30));
        for (int i = 0; i < 48; i++) pace.recipientTaken();
        assertThat(pace.takesRecipient()).isFalse();
    }

    @Test
    void onlyTheLastMessagesAreRemembered() {
        var sent = new SentMessages(clock);
        assertThat(sent.isEmpty()).isTrue();
        for (int i = 0; i <= SentMessages.MOST; i++) sent.add(i + "@x");
        assertThat(sent.has("0@x")).isFalse();
        assertThat(sent.has("1@x")).isTrue();
        clock.advance(SentMessages.LATELY.plusSeconds(1));
        assertThat(sent.has("1@x")).isFalse();
        assertThat(sent.isEmpty()).isTrue();
    }
}
