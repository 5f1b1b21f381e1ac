package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;
import org.mailstead.store.BlobId;

class SettlementTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RetrySchedule SCHEDULE = RetrySchedule.STANDARD;

    private static final SmtpRecipient ANN = SmtpRecipient.of(address("ann"));
    private static final SmtpRecipient BOB = SmtpRecipient.of(address("bob"));
    private static final SmtpRecipient EVE = new SmtpRecipient(address("eve"), Set.of(Event.SUCCESS), null);
    private static final SmtpRecipient MUTE = new SmtpRecipient(address("mute"), Set.of(), null);

    private static final Outcome DONE = Outcome.delivered("mx", "250 2.0.0 thanks");
    private static final Outcome LATER = Outcome.later("4.2.2", "mx", "452 4.2.2 full");
    private static final Outcome NEVER = Outcome.failed("5.1.1", "mx", "550 5.1.1 nobody of that name");

    @Test
    void eachRecipientGoesItsOwnWay() {
        var settled = settle(delivery(ANN, BOB, EVE), NOON, DONE, LATER, NEVER);
        Delivery left = settled.remaining().orElseThrow();
        assertThat(left.recipients()).containsExactly(BOB);
        assertThat(left.tries()).isOne();
        assertThat(left.trouble()).isEqualTo("mx: 452 4.2.2 full");
        assertThat(left.next()).isBetween(NOON.plusSeconds(60), NOON.plusSeconds(72));
        assertThat(settled.failed()).as("Eve wanted to hear of success alone").isEmpty();
        assertThat(settled.delivered()).as("Ann's sender did not ask").isEmpty();
        assertThat(settled.delayed()).isEmpty();
        assertThat(settled.story())
                .containsExactly(
                        "<ann@example.org> delivered: mx: 250 2.0.0 thanks",
                        "<bob@example.org> not yet: mx: 452 4.2.2 full",
                        "<eve@example.org> failed: mx: 550 5.1.1 nobody of that name");
    }

    @Test
    void sendersHearWhatTheyWantToHear() {
        var settled = settle(delivery(ANN, MUTE, EVE), NOON, NEVER, NEVER, DONE);
        assertThat(settled.remaining()).isEmpty();
        assertThat(settled.failed()).extracting(told -> told.recipient()).containsExactly(ANN);
        assertThat(settled.delivered()).extracting(told -> told.recipient()).containsExactly(EVE);
    }

    @Test
    void delayIsToldOnce() {
        Instant late = NOON.plus(SCHEDULE.warnAfter());
        var first = settle(delivery(ANN, MUTE), late, LATER, LATER);
        assertThat(first.delayed()).extracting(told -> told.recipient()).containsExactly(ANN);
        Delivery again = first.remaining().orElseThrow();
        assertThat(again.warned()).isTrue();
        var second = settle(again, late.plus(Duration.ofHours(5)), LATER, LATER);
        assertThat(second.delayed()).isEmpty();
        assertThat(second.remaining().orElseThrow().warned()).isTrue();
    }

    @Test
    void whatIsTooOldIsGivenUp() {
        Instant end = NOON.plus(SCHEDULE.giveUpAfter());
        var settled = settle(delivery(ANN, BOB), end, LATER, DONE);
        assertThat(settled.remaining()).isEmpty();
        assertThat(settled.failed()).hasSize(1);
        Outcome outcome = settled.failed().getFirst().outcome();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.status()).isEqualTo("4.4.7");
        assertThat(outcome.text()).isEqualTo(LATER.text());
        assertThat(settled.story().getFirst()).isEqualTo("<ann@example.org> given up: mx: 452 4.2.2 full");
        var before = settle(delivery(ANN, BOB), end.minusMillis(1), LATER, DONE);
        assertThat(before.remaining()).isPresent();
    }

    @Test
    void deadlinesAreForTheWarningAndThenForTheEnd() {
        Delivery delivery = delivery(ANN);
        assertThat(Settlement.deadline(message(), delivery, SCHEDULE)).isEqualTo(NOON.plus(SCHEDULE.warnAfter()));
        Delivery warned = settle(delivery, NOON.plus(SCHEDULE.warnAfter()), LATER)
                .remaining()
                .orElseThrow();
        assertThat(Settlement.deadline(message(), warned, SCHEDULE)).isEqualTo(NOON.plus(SCHEDULE.giveUpAfter()));
        var hasty = new RetrySchedule(List.of(Duration.ofMinutes(1)), Duration.ofDays(9), Duration.ofDays(5));
        assertThat(Settlement.deadline(message(), delivery, hasty)).isEqualTo(NOON.plus(Duration.ofDays(5)));
    }

    @Test
    void waitsGrowAndTheLastOneStays() {
        var random = new SplittableRandom(1);
        for (int tries = 1; tries < 20; tries++) {
            Duration least =
                    SCHEDULE.waits().get(Math.min(tries, SCHEDULE.waits().size()) - 1);
            assertThat(SCHEDULE.wait(tries, random))
                    .isBetween(least, least.multipliedBy(6).dividedBy(5));
        }
        assertThatThrownBy(() -> new RetrySchedule(List.of(), Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ZERO), Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyRecipientNeedsAnOutcome() {
        assertThatThrownBy(() -> settle(delivery(ANN, BOB), NOON, DONE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Settlement settle(Delivery delivery, Instant now, Outcome... outcomes) {
        return Settlement.of(message(), delivery, List.of(outcomes), SCHEDULE, now, new SplittableRandom(3));
    }

    private static Delivery delivery(SmtpRecipient... recipients) {
        return Delivery.first(new DeliveryKey("Q1", 0), new Destination("example.org"), List.of(recipients), NOON);
    }

    private static QueuedMessage message() {
        return new QueuedMessage(
                "Q1",
                Optional.of(address("sender")),
                BlobId.of(new byte[0]),
                0,
                NOON,
                NOON.plus(SCHEDULE.giveUpAfter()),
                null,
                MailParameters.USUAL,
                Report.NONE);
    }

    private static SmtpAddress address(String local) {
        return new SmtpAddress(local, "example.org");
    }
}
