package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.message.Spool;
import org.mailstead.outbound.MailQueue.Attempt;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;

/** Mail that has to be delivered by a time. RFC 2852 §4. */
class DeliverByQueueTest {
    private static final Outcome LATER = Outcome.later("4.2.0", "mx", "450 later");

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new SplittableRandom(1), 0);
    private final Instant moment = clock.instant().plus(Duration.ofMinutes(10));

    private MailQueue open() {
        var around =
                new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), RetrySchedule.STANDARD);
        var random = new SplittableRandom(2);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, clock, random);
    }

    private static Attempt begin(MailQueue queue) {
        return queue.begin(queue.take().orElseThrow()).orElseThrow();
    }

    private static void settle(MailQueue queue, Attempt attempt, Outcome outcome) {
        queue.settle(attempt, new Dispatcher.Result(List.of(outcome), true, List.of()));
    }

    @Test
    void withRItGoesBackWhenTheTimeIsUpAndIsNotTriedOnceMore() throws IOException {
        send(open(), new DeliverBy(moment, true, false));
        MailQueue queue = open();
        Attempt first = begin(queue);
        assertThat(first.message().expires()).as("also after a new start").isEqualTo(moment);
        settle(queue, first, LATER);
        clock.advance(Duration.ofMinutes(11));
        Attempt late = begin(queue);
        var result = Dispatcher.deliver(
                (_, _, _) -> {
                    throw new AssertionError("tried");
                },
                late,
                clock);
        assertThat(result.outcomes().getFirst().status()).isEqualTo("5.4.7");
        queue.settle(late, result);
        assertThat(begin(queue).message().report()).isEqualTo(QueuedMessage.Report.TO_SENDER);
    }

    @Test
    void withNItsSenderIsToldAndTriesGoOn() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, false, false));
        settle(queue, begin(queue), LATER);
        clock.advance(Duration.ofMinutes(11));
        settle(queue, begin(queue), LATER);
        assertThat(queue.size()).as("the message, and the word of delay").isEqualTo(2);
        assertThat(queue.story("Q1").getLast().lines()).anyMatch(line -> line.startsWith("told to <home@"));
    }

    @Test
    void withTItsSenderIsToldWhoHasIt() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, true, true));
        settle(queue, begin(queue), Outcome.delivered("mx", "250 ok"));
        Attempt report = begin(queue);
        try (var bytes =
                Objects.requireNonNull(store.blobs().open(report.message().content()))) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).contains("Action: relayed\r\n");
        }
    }

    @Test
    void whoeverWantsToHearNothingHearsNothingOfThatEither() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, true, true), Set.of());
        settle(queue, begin(queue), Outcome.delivered("mx", "250 ok"));
        assertThat(queue.size()).isZero();
    }

    private void send(MailQueue queue, DeliverBy by) throws IOException {
        send(queue, by, null);
    }

    private void send(MailQueue queue, DeliverBy by, @org.jspecify.annotations.Nullable Set<SmtpRecipient.Event> events)
            throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var recipient = new SmtpRecipient(new SmtpAddress("ann", "a.example"), events, null);
            var mail = new IncomingMail(
                    "Q1",
                    Optional.of(new SmtpAddress("home", SimulatedWorld.HERE)),
                    MailParameters.USUAL.with(by),
                    List.of(recipient),
                    Optional.empty());
            queue.accept(mail, spool, List.of("received from a test"));
        }
    }
}
