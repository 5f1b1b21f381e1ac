package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.message.Spool;
import org.mailstead.outbound.MailQueue.Attempt;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.MailParameters.Returned;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;

/** Mail that goes on, and what goes with it. RFC 3461 §5.2.7. */
class OnwardTest {
    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new SplittableRandom(1), 0);
    private final MailQueue queue = new MailQueue(
            store,
            new PartitionWriter(store, new SplittableRandom(2)),
            new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), RetrySchedule.STANDARD),
            clock,
            new SplittableRandom(3));
    private final MailParameters wants = new MailParameters(Body.EIGHT_BIT, false, true, 2, Returned.FULL, "env1")
            .with(new DeliverBy(clock.instant().plusSeconds(60), true, false));

    @Test
    void anAliasPassesOnWhatTheSenderWants() throws IOException {
        assertThat(onward(false).message().wants()).isEqualTo(wants);
        assertThat(queue.size()).as("the mail that goes on, and no report").isEqualTo(1);
    }

    @Test
    void aListHasNothingOfThatButHowSecretItIs() throws IOException {
        QueuedMessage message = onward(true).message();
        assertThat(message.wants()).isEqualTo(new MailParameters(Body.EIGHT_BIT, false, true, 2, null, null));
        assertThat(message.expires()).isEqualTo(clock.instant().plus(RetrySchedule.STANDARD.giveUpAfter()));
        assertThat(queue.size())
                .as("the mail that goes on, and the report that the list has it")
                .isEqualTo(2);
    }

    private Attempt onward(boolean list) throws IOException {
        var sender = new SmtpAddress("home", SimulatedWorld.HERE);
        try (var spool = new Spool(folder)) {
            spool.write("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var recipient = new SmtpRecipient(new SmtpAddress("ann", "a.example"), Set.of(Event.SUCCESS), null);
            var mail = new IncomingMail("Q1", Optional.of(sender), wants, List.of(recipient), Optional.empty());
            queue.accept(mail, spool, List.of("received from a test"));
        }
        Attempt first = queue.begin(queue.take().orElseThrow()).orElseThrow();
        var to = SmtpRecipient.of(new SmtpAddress("eve", "b.example"));
        var onward = new Onward(Optional.of(sender), List.of(to), "", list, "it was for ann");
        Outcome outcome = list ? Outcome.redistributed("on", List.of(onward)) : Outcome.forwarded("on", onward);
        queue.settle(first, new Dispatcher.Result(List.of(outcome), true, List.of()));
        return queue.take().stream()
                .flatMap(taken -> queue.begin(taken).stream())
                .filter(attempt -> attempt.message().report() == QueuedMessage.Report.NONE)
                .findAny()
                .or(() -> queue.begin(queue.take().orElseThrow()))
                .orElseThrow();
    }
}
