package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.mailstead.message.Spool;
import org.mailstead.outbound.Timeline.Taken;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;

/**
 * All mail that is ours to bring somewhere. What {@link #accept} has returned for is on disk, and stays in the queue until
 * every recipient has it or its sender was told. May be used from any thread.
 */
public final class MailQueue {
    /** How long it can be told what became of a message: long enough for a complaint after a holiday. */
    public static final Duration STORY = Duration.ofDays(30);

    private final QueuePartition rows;
    private final Timeline timeline = new Timeline();
    private final Destinations destinations;
    private final RetrySchedule schedule;
    private final Stories stories;
    private final QueueIds ids;
    private final OwnMail own;
    private final Reports reports;
    private final BlobStore blobs;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Told when there may be something to do sooner than {@link #nextTime} said. */
    private volatile Runnable onWork = () -> {};

    /** @param random for times and names; used from any thread */
    public MailQueue(
            PartitionStore store,
            PartitionWriter writer,
            Surroundings around,
            InstantSource clock,
            RandomGenerator random) {
        rows = new QueuePartition(store, writer);
        blobs = store.blobs();
        destinations = around.destinations();
        schedule = around.schedule();
        stories = new Stories(rows, clock);
        ids = new QueueIds(random);
        own = new OwnMail(blobs, ids, around.signature());
        reports = new Reports(blobs, around.hostName(), destinations, own, schedule.giveUpAfter());
        this.clock = clock;
        this.random = random;
        rows.each("", (message, deliveries) -> {
            deliveries.forEach(delivery -> put(message, delivery));
            return true;
        });
    }

    /**
     * What a queue knows of the server it is part of.
     *
     * @param hostName from whom reports are
     */
    public record Surroundings(
            String hostName, Destinations destinations, RetrySchedule schedule, OwnSignature signature) {
        /** One that signs nothing. */
        public Surroundings(String hostName, Destinations destinations, RetrySchedule schedule) {
            this(hostName, destinations, schedule, OwnSignature.NONE);
        }
    }

    /** A try that has begun and must be settled. */
    record Attempt(Taken taken, QueuedMessage message, Delivery delivery) {}

    /**
     * Takes mail over.
     *
     * @param content finished, with its trace fields on top
     * @param story how it came here, for people
     * @throws org.mailstead.store.StoreFault if it could not be written; it is not ours then
     */
    public void accept(IncomingMail mail, Spool content, List<String> story) throws IOException {
        BlobId blob = BlobId.ofSha256(content.finish());
        String messageId;
        try (InputStream in = content.open()) {
            messageId = Stories.messageId(in);
        }
        blobs.put(blob, content::open, content.length());
        Instant now = clock.instant();
        Instant due = mail.release() == null ? now : mail.release();
        var told = new ArrayList<>(story);
        if (mail.release() != null) told.add("goes out at " + mail.release() + ", as its sender wishes");
        accept(
                new QueuedMessage(
                        mail.id(),
                        mail.sender(),
                        blob,
                        content.length(),
                        now,
                        expires(due, mail.wants()),
                        mail.submitter().orElse(null),
                        mail.wants(),
                        QueuedMessage.Report.NONE),
                mail.recipients(),
                messageId,
                due,
                told);
    }

    /**
     * Takes over mail that this server writes itself. It has no sender to whom it could come back: if it does not arrive, the log
     * tells.
     *
     * @param text makes the message for the id it gets: header fields and text with CRLF at the end of lines, below {@code
     *     Return-Path: <>}
     * @param why for people
     * @return the id
     */
    public String write(SmtpAddress to, Function<String, byte[]> text, String why) {
        Instant now = clock.instant();
        var written = own.write(now, text);
        var message = new QueuedMessage(
                written.id(),
                Optional.empty(),
                written.content(),
                written.bytes(),
                now,
                now.plus(schedule.giveUpAfter()),
                null,
                MailParameters.USUAL.withSmtpUtf8(!to.isAscii()),
                QueuedMessage.Report.NONE);
        accept(message, List.of(SmtpRecipient.of(to)), "", List.of("made by this server: " + why));
        return written.id();
    }

    void accept(QueuedMessage message, List<SmtpRecipient> recipients, String messageId, List<String> story) {
        accept(message, recipients, messageId, clock.instant(), story);
    }

    private void accept(
            QueuedMessage message, List<SmtpRecipient> recipients, String messageId, Instant due, List<String> story) {
        List<Delivery> deliveries = deliveries(message.id(), recipients, due);
        var told = new QueuePartition.Told(message.id(), messageId, new StoryEntry(clock.instant(), story));
        rows.add(new QueuePartition.Waiting(message, deliveries), told);
        deliveries.forEach(delivery -> put(message, delivery));
        onWork.run();
    }

    private List<Delivery> deliveries(String id, List<SmtpRecipient> recipients, Instant due) {
        if (recipients.isEmpty() || recipients.size() > QueueLimits.ALL_RECIPIENTS)
            throw new IllegalArgumentException(recipients.size() + " recipients");
        var byDestination = new TreeMap<Destination, List<SmtpRecipient>>();
        for (SmtpRecipient recipient : recipients) {
            byDestination
                    .computeIfAbsent(destinations.of(recipient.address()), _ -> new ArrayList<>())
                    .add(recipient);
        }
        var deliveries = new ArrayList<Delivery>();
        byDestination.forEach((destination, all) -> {
            for (List<SmtpRecipient> some : Delivery.parts(all)) {
                var key = new DeliveryKey(id, deliveries.size());
                deliveries.add(Delivery.first(key, destination, some, due));
            }
        });
        return deliveries;
    }

    private void put(QueuedMessage message, Delivery delivery) {
        timeline.put(delivery, message.wants().priority(), Settlement.deadline(message, delivery, schedule));
    }

    /** What is to be tried now; whoever takes it settles it. */
    Optional<Taken> take() {
        return timeline.take(clock.instant());
    }

    /** Reads what was taken; empty, and done with, if somebody dropped it or holds it since. */
    Optional<Attempt> begin(Taken taken) {
        Optional<Delivery> delivery = rows.delivery(taken.key()).filter(each -> !each.held());
        Optional<QueuedMessage> message = rows.message(taken.key().message());
        if (delivery.isPresent() && message.isPresent())
            return Optional.of(new Attempt(taken, message.get(), delivery.get()));
        done(taken, true);
        return Optional.empty();
    }

    /**
     * Writes down what a try has led to.
     *
     * @throws org.mailstead.store.StoreFault if it could not be written down; it has to be settled again, or the recipients
     *     would get it twice
     */
    void settle(Attempt attempt, Dispatcher.Result result) {
        Instant now = clock.instant();
        var settlement = Settlement.of(attempt.message(), attempt.delivery(), result.outcomes(), schedule, now, random)
                .after(result.steps(), attempt.delivery());
        var children = new ArrayList<>(reports.of(attempt.message(), settlement, now));
        for (Onward onward : settlement.onward()) children.add(child(attempt.message(), onward, now));
        var added = rows.settle(attempt.taken().key(), settlement, now, children);
        // Before the end of this one, so that the queue is never empty in between.
        added.forEach(child -> child.deliveries().forEach(delivery -> put(child.message(), delivery)));
        done(attempt.taken(), result.reached());
        onWork.run();
    }

    private QueuePartition.Child child(QueuedMessage parent, Onward onward, Instant now) {
        String id = ids.next(now);
        MailParameters wants = onward.list() ? parent.wants().redistributed() : parent.wants();
        var content = ToppedContent.put(blobs, parent.content(), onward.top());
        var message = new QueuedMessage(
                id,
                onward.sender(),
                content.blob(),
                content.bytes(),
                now,
                expires(now, wants),
                parent.submitter(),
                wants,
                parent.report());
        return new QueuePartition.Child(
                new QueuePartition.Waiting(message, deliveries(id, onward.recipients(), now)),
                "goes on as " + id,
                "came of " + parent.id() + ": " + onward.why());
    }

    /** What has to be back by a time of its own is not kept longer. RFC 2852 §4.1.3. */
    private Instant expires(Instant start, MailParameters wants) {
        Instant usual = start.plus(schedule.giveUpAfter());
        DeliverBy by = wants.deliverBy();
        return by != null && by.returns() && by.moment().isBefore(usual) ? by.moment() : usual;
    }

    /** The row is read again where nobody else puts: what was decided meanwhile must not get lost. */
    private synchronized void done(Taken taken, boolean reached) {
        Optional<Delivery> left = rows.delivery(taken.key());
        Optional<QueuedMessage> message = rows.message(taken.key().message());
        timeline.done(taken, reached, clock.instant(), () -> {
            if (left.isPresent() && message.isPresent()) put(message.get(), left.get());
        });
    }

    /** When {@link #take} will have something. */
    Optional<Instant> nextTime() {
        return timeline.nextTime();
    }

    void onWork(Runnable told) {
        onWork = told;
    }

    /** Deliveries that wait or are under way; those that are held do not count. */
    public int size() {
        return timeline.size();
    }

    /** Every message with what is left to do of it, in the order in which they came, until {@code visitor} says stop. */
    public void each(BiPredicate<QueuedMessage, List<Delivery>> visitor) {
        rows.each("", visitor);
    }

    public boolean find(String id, BiPredicate<QueuedMessage, List<Delivery>> visitor) {
        return rows.waiting(id)
                .filter(waiting -> visitor.test(waiting.message(), waiting.deliveries()))
                .isPresent();
    }

    /** What happened to a message so far, which may have left the queue within the last {@link #STORY}. */
    public List<StoryEntry> story(String id) {
        return rows.story(id);
    }

    /** What happened to all messages, those too that were never in the queue. */
    public Stories stories() {
        return stories;
    }

    /** Lets a message wait until {@link #release}; a try that is under way goes on. False if there is none of that id. */
    public boolean hold(String id) {
        return change(id, change -> {
            change.to(change.delivery().held(true));
            change.tell(clock.instant(), "held");
        });
    }

    public boolean release(String id) {
        Instant now = clock.instant();
        return change(id, change -> {
            change.to(change.delivery().held(false).due(now));
            change.tell(now, "released");
        });
    }

    /** Tries a message now, whatever its time; one that is held stays so. */
    public boolean retry(String id) {
        Instant now = clock.instant();
        return change(id, change -> {
            change.to(change.delivery().due(now));
            change.tell(now, "to be tried now");
            timeline.wake(change.delivery().destination());
        });
    }

    /** Removes a message for good, without a word to its sender. A try that is under way may still succeed. */
    public boolean drop(String id) {
        return change(id, change -> {
            change.drop();
            change.tell(clock.instant(), "dropped");
        });
    }

    private boolean change(String id, Consumer<QueuePartition.Change> change) {
        Optional<QueuePartition.Waiting> before = rows.change(id, change);
        if (before.isEmpty()) return false;
        for (Delivery delivery : before.get().deliveries()) refresh(before.get().message(), delivery.key());
        onWork.run();
        return true;
    }

    private synchronized void refresh(QueuedMessage message, DeliveryKey key) {
        rows.delivery(key).ifPresentOrElse(delivery -> put(message, delivery), () -> timeline.remove(key));
    }

    /** The bytes that queued messages need. */
    public void eachContent(Consumer<BlobId> visitor) {
        rows.eachContent(visitor);
    }

    /** Forgets what happened to messages that came before {@link #STORY}. */
    public void forgetOldStories() {
        rows.forgetStoriesBefore(clock.instant().minus(STORY));
    }
}
