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

/** Mail that has to be delivered by a time. RFC 2852 §4.1. */
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
        assertThat(bytes(queue)).contains("Status: 5.4.7\r\n").contains("Deliver-By-Date: ");
    }

    @Test
    void withRATryThatEndsTooLateIsTheLastOne() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, true, false));
        Attempt slow = begin(queue);
        clock.advance(Duration.ofMinutes(11));
        settle(queue, slow, LATER);
        assertThat(bytes(queue)).contains("Action: failed\r\nStatus: 5.4.7\r\n");
    }

    @Test
    void itComesBackAsAReport() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, true, false));
        settle(queue, begin(queue), Outcome.failed("5.3.3", "mx", "no"));
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
        assertThat(bytes(queue)).contains("Action: delayed\r\nStatus: 4.4.7\r\n");
    }

    @Test
    void withNItsSenderIsToldThenAndNotWhenOthersAre() throws IOException {
        MailQueue queue = open();
        Instant evening = clock.instant().plus(Duration.ofHours(9));
        send(queue, new DeliverBy(evening, false, false));
        for (int hours = 0; hours < 8; hours++) {
            settle(queue, begin(queue), LATER);
            assertThat(queue.size()).isEqualTo(1);
            clock.advance(Duration.between(clock.instant(), queue.nextTime().orElseThrow()));
        }
        clock.advance(Duration.between(clock.instant(), evening));
        settle(queue, begin(queue), LATER);
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void whatCameTooLateIsToldAtTheFirstFailure() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(clock.instant().minusSeconds(5), false, false));
        settle(queue, begin(queue), LATER);
        assertThat(bytes(queue)).contains("Action: delayed\r\nStatus: 4.4.7\r\n");
    }

    @Test
    void withTItsSenderIsToldWhoHasIt() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, true, true));
        settle(queue, begin(queue), Outcome.relayed("mx", "250 ok"));
        assertThat(bytes(queue)).contains("Action: relayed\r\n");
    }

    /** Of the report that waits. */
    private String bytes(MailQueue queue) throws IOException {
        try (var bytes =
                Objects.requireNonNull(store.blobs().open(begin(queue).message().content()))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoeverWantsToHearNothingHearsNothingOfThatEither() throws IOException {
        MailQueue queue = open();
        send(queue, new DeliverBy(moment, true, true), Set.of());
        settle(queue, begin(queue), Outcome.relayed("mx", "250 ok"));
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
