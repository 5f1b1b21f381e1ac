package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;

/** Mail that goes out later. RFC 4865 §4. */
class FutureReleaseTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new SplittableRandom(1), 0);

    private MailQueue open() {
        var around =
                new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), RetrySchedule.STANDARD);
        var random = new SplittableRandom(2);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, clock, random);
    }

    @Test
    void isTriedNoSoonerAndHasAllItsTimeFromThenOn() throws IOException {
        MailQueue queue = open();
        Instant release = clock.instant().plus(DAY);
        send(queue, release);
        assertThat(queue.take()).isEmpty();
        assertThat(queue.nextTime()).contains(release);

        queue = open();
        clock.advance(DAY.minusSeconds(1));
        assertThat(queue.take()).as("nor after a new start").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        var attempt = queue.begin(queue.take().orElseThrow()).orElseThrow();
        assertThat(attempt.message().expires()).isEqualTo(release.plus(RetrySchedule.STANDARD.giveUpAfter()));

        queue.settle(
                attempt, new Dispatcher.Result(List.of(Outcome.later("4.2.0", "mx", "450 later")), true, List.of()));
        assertThat(queue.size()).as("no word of delay: it is not late").isOne();
    }

    @Test
    void thoseWhoRunTheServerMaySendItSooner() throws IOException {
        MailQueue queue = open();
        send(queue, clock.instant().plus(DAY));
        assertThat(queue.retry("Q1")).isTrue();
        assertThat(queue.take()).isPresent();
    }

    private void send(MailQueue queue, Instant release) throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var mail = new IncomingMail(
                    "Q1",
                    Optional.of(new SmtpAddress("home", SimulatedWorld.HERE)),
                    MailParameters.USUAL,
                    List.of(SmtpRecipient.of(new SmtpAddress("ann", "a.example"))),
                    release,
                    Optional.empty());
            queue.accept(mail, spool, List.of("received from a test"));
        }
        assertThat(queue.story("Q1").getFirst().lines()).contains("goes out at " + release + ", as its sender wishes");
    }
}
