package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.contract.SteppedClock;

class StepsTest {
    private final SteppedClock clock = new SteppedClock();

    @Test
    void tellsWhenEachWas() {
        var steps = new Steps(clock);
        steps.tell("one");
        clock.advance(Duration.ofMillis(1260));
        steps.tell("two");
        assertThat(steps.lines()).containsExactly("  +0.0 s  one", "  +1.3 s  two");
    }

    @Test
    void hasAnEndHoweverMuchIsMet() {
        var steps = new Steps(clock);
        for (int i = 0; i < 1000; i++) steps.tell("x");
        assertThat(steps.lines()).hasSize(60).last().isEqualTo("  +0.0 s  (and so on)");
        var wordy = new Steps(clock);
        for (int i = 0; i < 1000; i++) wordy.tell("y".repeat(5000));
        assertThat(String.join("", wordy.lines())).hasSizeLessThan(7000);
    }

    @Test
    void ofManyTriesTheFirstAndTheLastAreToldInFull() {
        assertThat(story(0, 0, true)).containsExactly("  step", "outcome");
        assertThat(story(0, 9, true)).containsExactly("  step", "outcome");
        assertThat(story(0, 10, true)).containsExactly("outcome");
        assertThat(story(0, 10, false)).containsExactly("  step", "outcome");
        assertThat(story(20, 2, true)).containsExactly("outcome");
    }

    private static List<String> story(int number, int tries, boolean goesOn) {
        var delivery = new Delivery(
                new DeliveryKey("Q1", number),
                new Destination("there.example"),
                List.of(SmtpRecipient.of(new SmtpAddress("ann", "there.example"))),
                tries,
                Instant.EPOCH,
                false,
                false,
                null);
        Optional<Delivery> left = goesOn ? Optional.of(delivery) : Optional.empty();
        return new Settlement(left, List.of(), List.of(), List.of(), List.of(), List.of("outcome"))
                .after(List.of("  step"), delivery)
                .story();
    }
}
