package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.MailQueue.Attempt;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobId;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;

class MailQueueTest {
    private static final String ANN = "ann@a.example";
    private static final String BOB = "bob@b.example";
    private static final String HOME = "home@here.example";

    private static final Outcome DONE = Outcome.delivered("mx", "250 2.0.0 thanks");
    private static final Outcome LATER = Outcome.later("4.2.2", "mx", "452 4.2.2 full");
    private static final Outcome NEVER = Outcome.failed("5.1.1", "mx", "550 5.1.1 nobody");

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new SplittableRandom(1), 0);
    private MailQueue queue = open();

    private MailQueue open() {
        var around =
                new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), RetrySchedule.STANDARD);
        var random = new SplittableRandom(2);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, clock, random);
    }

    @Test
    void eachDestinationIsADeliveryOfItsOwn() {
        send("Q1", ANN, BOB, "abe@A.example", HOME);
        assertThat(tries()).containsExactlyInAnyOrder("here [home]", "a.example [ann, abe]", "b.example [bob]");
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void whatIsSettledIsGone() {
        send("Q1", ANN);
        settle(begin(), DONE);
        assertThat(queue.size()).isZero();
        assertThat(ids()).isEmpty();
        assertThat(contents()).isEmpty();
        assertThat(story("Q1"))
                .containsExactly("received from a test", "<ann@a.example> delivered: mx: 250 2.0.0 thanks");
        assertThat(queue.nextTime()).isEmpty();
    }

    @Test
    void whatWaitsOutlivesTheProgram() {
        send("Q1", ANN, BOB);
        Attempt ann = begin();
        Attempt bob = begin();
        settle(ann, LATER);
        settle(bob, DONE);
        queue = open();
        assertThat(queue.size()).isOne();
        assertThat(queue.take()).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        Attempt again = begin();
        assertThat(again.delivery().recipients())
                .extracting(each -> each.address().local())
                .containsExactly("ann");
        assertThat(again.delivery().tries()).isOne();
        assertThat(contents()).hasSize(1);
    }

    @Test
    void failureIsToldToTheSender() throws IOException {
        send("Q1", ANN);
        settle(begin(), NEVER);
        Attempt report = begin();
        assertThat(report.message().sender()).isEmpty();
        assertThat(report.message().report()).isEqualTo(Report.TO_SENDER);
        assertThat(report.delivery().destination()).isEqualTo(Destination.HERE);
        assertThat(text(report.message()))
                .contains("To: <" + HOME + ">\r\n")
                .contains("Final-Recipient: rfc822; " + ANN);
        assertThat(story(report.message().id())).containsExactly("made by this server about Q1");
        settle(report, NEVER);
        Attempt toPostmaster = begin();
        assertThat(toPostmaster.message().report()).isEqualTo(Report.TO_POSTMASTER);
        assertThat(text(toPostmaster.message())).contains("To: <postmaster@here.example>");
        settle(toPostmaster, NEVER);
        assertThat(queue.size()).as("there is nobody left to tell").isZero();
    }

    @Test
    void heldMailWaitsForAWord() {
        send("Q1", ANN);
        assertThat(queue.hold("Q1")).isTrue();
        assertThat(queue.take()).isEmpty();
        queue = open();
        clock.advance(Duration.ofDays(1));
        assertThat(queue.take()).isEmpty();
        assertThat(queue.retry("Q1")).isTrue();
        assertThat(queue.take()).as("still held").isEmpty();
        assertThat(queue.release("Q1")).isTrue();
        settle(begin(), DONE);
        assertThat(story("Q1")).containsSubsequence("held", "to be tried now", "released");
        assertThat(queue.hold("Q1")).isFalse();
        assertThat(queue.release("Q1")).isFalse();
        assertThat(queue.retry("Q1")).isFalse();
        assertThat(queue.drop("Q1")).isFalse();
    }

    @Test
    void whatIsHeldWhileItIsTriedStaysHeld() {
        send("Q1", ANN);
        Attempt attempt = begin();
        queue.hold("Q1");
        settle(attempt, LATER);
        clock.advance(Duration.ofDays(1));
        assertThat(queue.take()).isEmpty();
        assertThat(queue.find(
                        "Q1",
                        (_, left) -> left.getFirst().held() && left.getFirst().tries() == 1))
                .isTrue();
        queue.release("Q1");
        settle(begin(), DONE);
    }

    @Test
    void whatIsHeldBeforeItBeginsIsNotTried() {
        send("Q1", ANN);
        Timeline.Taken taken = queue.take().orElseThrow();
        queue.hold("Q1");
        assertThat(queue.begin(taken)).isEmpty();
        assertThat(queue.take()).isEmpty();
        queue.release("Q1");
        settle(begin(), DONE);
    }

    @Test
    void droppedMailIsGoneWithoutAWord() {
        send("Q1", ANN, BOB);
        Attempt attempt = begin();
        assertThat(queue.drop("Q1")).isTrue();
        settle(attempt, NEVER);
        assertThat(queue.size()).isZero();
        assertThat(ids()).isEmpty();
        assertThat(story("Q1")).contains("dropped").noneMatch(line -> line.contains("nobody"));
    }

    @Test
    void retryDoesNotWaitForTheTimeOrThePause() {
        send("Q1", ANN);
        Attempt attempt = begin();
        queue.settle(attempt, new Dispatcher.Result(List.of(LATER), false, List.of()));
        assertThat(queue.take()).isEmpty();
        queue.retry("Q1");
        settle(begin(), DONE);
    }

    @Test
    void whoeverWatchesIsTold() {
        var told = new AtomicInteger();
        queue.onWork(told::incrementAndGet);
        send("Q1", ANN);
        assertThat(told).hasValue(1);
        queue.hold("Q1");
        queue.release("Q1");
        assertThat(told).hasValue(3);
        settle(begin(), DONE);
        assertThat(told).hasValue(4);
    }

    @Test
    void manyRecipientsOfOneDomainAreSeveralDeliveries() {
        send("Q1", IntStream.range(0, 250).mapToObj(i -> "r" + i + "@a.example").toArray(String[]::new));
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) sizes.add(begin().delivery().recipients().size());
        assertThat(sizes).containsExactlyInAnyOrder(100, 100, 50);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void moreRecipientsThanAreAllowedAreNotTaken() {
        String[] many = Collections.nCopies(QueueLimits.ALL_RECIPIENTS + 1, ANN).toArray(String[]::new);
        assertThatThrownBy(() -> send("Q1", many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> send("Q1")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ids()).isEmpty();
    }

    @Test
    void storiesAreForgottenAfterAWhile() {
        String old = QueueIds.time(clock.instant()) + "-OLD";
        send(old, ANN);
        settle(begin(), DONE);
        clock.advance(MailQueue.STORY.dividedBy(2));
        String young = QueueIds.time(clock.instant()) + "-YOUNG";
        send(young, ANN);
        settle(begin(), DONE);
        clock.advance(MailQueue.STORY.dividedBy(2).plusMillis(1));
        queue.forgetOldStories();
        assertThat(story(old)).isEmpty();
        assertThat(story(young)).hasSize(2);
    }

    @Test
    void listsInTheOrderInWhichTheyCame() {
        for (int i = 0; i < 5; i++) send("Q" + i, ANN);
        assertThat(ids()).containsExactly("Q0", "Q1", "Q2", "Q3", "Q4");
        var first = new ArrayList<String>();
        queue.each((message, _) -> {
            first.add(message.id());
            return first.size() < 2;
        });
        assertThat(first).containsExactly("Q0", "Q1");
    }

    private void send(String id, String... recipients) {
        byte[] bytes = ("Subject: " + id + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        BlobId content = BlobId.of(bytes);
        store.blobs().put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        var message = new QueuedMessage(
                id,
                Optional.of(address(HOME)),
                content,
                bytes.length,
                clock.instant(),
                clock.instant().plus(RetrySchedule.STANDARD.giveUpAfter()),
                null,
                MailParameters.USUAL,
                Report.NONE);
        List<SmtpRecipient> all = List.of(recipients).stream()
                .map(each -> SmtpRecipient.of(address(each)))
                .toList();
        queue.accept(message, all, "1@x", List.of("received from a test"));
    }

    private static SmtpAddress address(String address) {
        int at = address.indexOf('@');
        return new SmtpAddress(address.substring(0, at), address.substring(at + 1));
    }

    private Attempt begin() {
        return queue.begin(queue.take().orElseThrow()).orElseThrow();
    }

    private void settle(Attempt attempt, Outcome outcome) {
        int recipients = attempt.delivery().recipients().size();
        queue.settle(attempt, new Dispatcher.Result(Collections.nCopies(recipients, outcome), true, List.of()));
    }

    private List<String> tries() {
        var tries = new ArrayList<String>();
        for (int i = queue.size(); i > 0; i--) {
            Delivery delivery = begin().delivery();
            tries.add(delivery.destination() + " "
                    + delivery.recipients().stream()
                            .map(each -> each.address().local())
                            .toList());
        }
        return tries;
    }

    private List<String> ids() {
        var ids = new ArrayList<String>();
        queue.each((message, _) -> ids.add(message.id()));
        return ids;
    }

    private List<BlobId> contents() {
        var contents = new ArrayList<BlobId>();
        queue.eachContent(contents::add);
        return contents;
    }

    @Test
    void allThatBelongsTogetherIsToldTogether() {
        send("Q1", ANN);
        clock.advance(Duration.ofMinutes(1));
        settle(begin(), NEVER);
        assertThat(queue.stories().of("<1@x>").keySet())
                .hasSize(2)
                .isEqualTo(queue.stories().of("Q1").keySet())
                .startsWith("Q1");
        String report = queue.stories().of("Q1").lastEntry().getKey();
        assertThat(queue.stories().of(report).firstEntry().getKey()).isEqualTo("Q1");
        assertThat(queue.stories().of("2@x")).isEmpty();
    }

    @Test
    void mailThatIsNotQueuedIsToldOfToo() {
        Stories stories = queue.stories();
        stories.tell("Q8", "8@x", List.of("in the mailbox"));
        stories.tell("Q9", "8@x", List.of("in another"));
        stories.close();
        assertThat(stories.of("8@x").keySet()).containsExactlyInAnyOrder("Q8", "Q9");
        assertThat(queue.story("Q8").getFirst().lines()).containsExactly("in the mailbox");
        clock.advance(MailQueue.STORY.plusDays(1));
        queue.forgetOldStories();
        assertThat(stories.of("8@x")).isEmpty();
    }

    private List<String> story(String id) {
        return queue.story(id).stream().flatMap(entry -> entry.lines().stream()).toList();
    }

    private String text(QueuedMessage message) throws IOException {
        @Nullable InputStream bytes = store.blobs().open(message.content());
        try (InputStream in = Objects.requireNonNull(bytes)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
