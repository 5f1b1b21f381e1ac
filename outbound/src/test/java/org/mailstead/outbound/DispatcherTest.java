package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobId;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;

@Timeout(60)
class DispatcherTest {
    private static final List<Outcome> DONE = List.of(Outcome.delivered("mx", "250 2.0.0 thanks"));

    private final InstantSource clock = InstantSource.system();
    private final MemoryStore store = MemoryStore.withConflicts(new SteppedClock(), new SplittableRandom(1), 0);
    private final BlockingQueue<Delivery> tried = new ArrayBlockingQueue<>(100);
    private final MailQueue queue =
            open(new RetrySchedule(List.of(Duration.ofMillis(1)), Duration.ofHours(4), Duration.ofDays(5)));

    private MailQueue open(RetrySchedule schedule) {
        var around = new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), schedule);
        var random = new SplittableRandom(2);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, clock, random);
    }

    @Test
    void whatIsAcceptedIsDeliveredAtOnce() throws InterruptedException {
        try (var _ = Dispatcher.start(queue, (_, delivery, _) -> done(delivery), clock)) {
            send("Q1");
            assertThat(next().key().message()).isEqualTo("Q1");
            untilEmpty();
        }
    }

    @Test
    void whatWasThereBeforeTheStartIsDelivered() throws InterruptedException {
        send("Q1");
        try (var _ = Dispatcher.start(queue, (_, delivery, _) -> done(delivery), clock)) {
            assertThat(next().key().message()).isEqualTo("Q1");
            untilEmpty();
        }
    }

    @Test
    void whatCouldNotBeDeliveredIsTriedAgain() throws InterruptedException {
        try (var _ = Dispatcher.start(
                queue,
                (_, delivery, _) -> delivery.tries() < 2
                        ? tried(delivery, Outcome.later("4.2.2", "mx", "452 full"))
                        : done(delivery),
                clock)) {
            send("Q1");
            assertThat(next().tries()).isZero();
            assertThat(next().tries()).isOne();
            assertThat(next().trouble()).isEqualTo("mx: 452 full");
            untilEmpty();
        }
    }

    @Test
    void aTransportThatFailsIsNoEndOfAnything() throws InterruptedException {
        try (var _ = Dispatcher.start(
                queue,
                (_, delivery, _) -> {
                    if (delivery.tries() > 0) return done(delivery);
                    tried.add(delivery);
                    throw new IllegalStateException("a fault in the program");
                },
                clock)) {
            send("Q1");
            next();
            assertThat(next().trouble()).doesNotContain("fault in the program");
            untilEmpty();
        }
    }

    @Test
    void whatCannotBeReachedIsNotAskedForAWhile() throws InterruptedException {
        Transport transport = (_, delivery, _) -> {
            tried.add(delivery);
            throw new Unreachable("4.4.1", "Nobody answered.");
        };
        try (var _ = Dispatcher.start(queue, transport, clock)) {
            send("Q1");
            next();
            while (queue.nextTime().isEmpty()) LockSupport.parkNanos(1_000_000);
            assertThat(queue.nextTime().orElseThrow()).isAfter(clock.instant().plusSeconds(30));
            send("Q2");
            assertThat(queue.nextTime().orElseThrow()).isAfter(clock.instant().plusSeconds(30));
        }
        assertThat(tried).isEmpty();
    }

    @Test
    void deliveriesDoNotWaitForEachOther() throws InterruptedException {
        var all = new CountDownLatch(Timeline.AT_ONCE);
        Transport transport = (_, delivery, _) -> {
            all.countDown();
            try {
                if (!all.await(30, TimeUnit.SECONDS)) throw new Unreachable("4.4.1", "the others did not come");
            } catch (InterruptedException e) {
                throw new Unreachable("4.4.1", "interrupted");
            }
            return done(delivery);
        };
        try (var _ = Dispatcher.start(queue, transport, clock)) {
            for (int i = 0; i < Timeline.AT_ONCE; i++) send("Q" + i);
            for (int i = 0; i < Timeline.AT_ONCE; i++) next();
            untilEmpty();
        }
    }

    @Test
    void closingLetsWhatIsUnderWayEndAndBeginsNothing() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Transport transport = (_, delivery, _) -> {
            begun.countDown();
            try {
                if (!goOn.await(30, TimeUnit.SECONDS)) throw new Unreachable("4.4.1", "nobody let it go on");
            } catch (InterruptedException e) {
                throw new Unreachable("4.4.1", "interrupted");
            }
            return done(delivery);
        };
        var dispatcher = Dispatcher.start(queue, transport, clock);
        send("Q1");
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(dispatcher::close);
        goOn.countDown();
        closing.join();
        assertThat(queue.size()).isZero();
        send("Q2");
        assertThat(queue.size()).isOne();
        assertThat(tried).hasSize(1);
    }

    @Test
    void closingDoesNotWaitForEver() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        Transport transport = (_, delivery, _) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            throw new Unreachable("4.4.1", "cut off");
        };
        var dispatcher = Dispatcher.start(queue, transport, clock, Duration.ofMillis(50));
        send("Q1");
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        dispatcher.close();
        assertThat(interrupted).isTrue();
        assertThat(open(RetrySchedule.STANDARD).size())
                .as("tried again after the next start")
                .isOne();
    }

    private List<Outcome> done(Delivery delivery) {
        tried.add(delivery);
        return DONE;
    }

    private List<Outcome> tried(Delivery delivery, Outcome outcome) {
        tried.add(delivery);
        return List.of(outcome);
    }

    private Delivery next() throws InterruptedException {
        Delivery next = tried.poll(30, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing was tried");
        return next;
    }

    private void untilEmpty() {
        while (queue.size() > 0) LockSupport.parkNanos(1_000_000);
    }

    private void send(String id) {
        byte[] bytes = ("Subject: " + id + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        BlobId content = BlobId.of(bytes);
        store.blobs().put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        Instant now = clock.instant();
        var message = new QueuedMessage(
                id,
                Optional.empty(),
                content,
                bytes.length,
                now,
                clock.instant().plus(RetrySchedule.STANDARD.giveUpAfter()),
                null,
                MailParameters.USUAL,
                Report.NONE);
        queue.accept(message, List.of(SmtpRecipient.of(new SmtpAddress("ann", "a.example"))), "", List.of("received"));
    }
}
