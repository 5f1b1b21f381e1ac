package org.mailstead.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;

/**
 * What follows from one try: what is left, who is to be told of what.
 *
 * @param remaining what is to be tried again, if anything
 * @param failed recipients who will not get it
 * @param delayed recipients who still may, for the one warning a sender gets
 * @param delivered recipients who have it, where the sender wants to hear of that
 * @param onward what the message has become
 */
record Settlement(
        Optional<Delivery> remaining,
        List<Told> failed,
        List<Told> delayed,
        List<Told> delivered,
        List<Onward> onward,
        List<String> story) {
    /** When the time is up. RFC 3463 §3.5, X.4.7. */
    private static final String EXPIRED = "4.4.7";

    /** The same where its sender has set the time. RFC 2852 §4.1.3. */
    private static final String TOO_LATE = "5.4.7";

    /** A recipient and what became of it. */
    record Told(SmtpRecipient recipient, Outcome outcome) {}

    /**
     * @param outcomes one for each recipient of {@code delivery}, in the same order
     * @param now when the try ended
     */
    static Settlement of(
            QueuedMessage message,
            Delivery delivery,
            List<Outcome> outcomes,
            RetrySchedule schedule,
            Instant now,
            RandomGenerator random) {
        if (outcomes.size() != delivery.recipients().size()) {
            throw new IllegalArgumentException(
                    outcomes.size() + " outcomes for " + delivery.recipients().size() + " recipients");
        }
        boolean expired = !now.isBefore(message.expires());
        DeliverBy by = message.wants().deliverBy();
        String status = by != null && by.isOver(now) ? TOO_LATE : EXPIRED;
        var left = new ArrayList<SmtpRecipient>();
        var waiting = new ArrayList<Told>();
        var failed = new ArrayList<Told>();
        var delivered = new ArrayList<Told>();
        var onward = new ArrayList<Onward>();
        var story = new ArrayList<String>();
        for (int i = 0; i < outcomes.size(); i++) {
            SmtpRecipient recipient = delivery.recipients().get(i);
            Outcome outcome = outcomes.get(i);
            boolean givenUp = expired && outcome.kind() == Outcome.Kind.LATER;
            var told = new Told(recipient, givenUp ? outcome.givenUp(status) : outcome);
            switch (told.outcome().kind()) {
                case DELIVERED, PASSED_ON, RELAYED, EXPANDED -> delivered.add(told);
                case FORWARDED -> {}
                case FAILED -> failed.add(told);
                case LATER -> {
                    left.add(recipient);
                    waiting.add(told);
                }
            }
            onward.addAll(outcome.onward());
            story.add(line(told, givenUp));
        }
        boolean warn = !delivery.warned() && !left.isEmpty() && !now.isBefore(warnAt(message, schedule));
        Optional<Delivery> remaining = left.isEmpty()
                ? Optional.empty()
                : Optional.of(again(delivery, left, waiting.getLast().outcome(), warn, schedule, now, random));
        return new Settlement(
                remaining,
                hearing(failed, Event.FAILURE),
                warn ? hearing(overdue(message, waiting, now), Event.DELAY) : List.of(),
                delivered.stream().filter(Settlement::isToldOfSuccess).toList(),
                onward,
                story);
    }

    /** Tries whose steps are told; of later ones, which meet the same, only what came of them, and the last in full. */
    private static final int TOLD = 10;

    /** The same where a message has many destinations: its story must not become larger than the message. */
    private static final int TOLD_OF_MANY = 2;

    private static final int MANY = 20;

    /** With what the try met on its way. */
    Settlement after(List<String> steps, Delivery delivery) {
        int most = delivery.key().number() < MANY ? TOLD : TOLD_OF_MANY;
        boolean told = delivery.tries() < most || remaining.isEmpty();
        if (!told || steps.isEmpty()) return this;
        var all = new ArrayList<String>(steps);
        all.addAll(story);
        return new Settlement(remaining, failed, delayed, delivered, onward, all);
    }

    private static Instant warnAt(QueuedMessage message, RetrySchedule schedule) {
        // The time given to a message is counted from when it was to go out, which may be later than when it came.
        Instant started = message.expires().minus(schedule.giveUpAfter());
        Instant usual = (started.isAfter(message.received()) ? started : message.received()).plus(schedule.warnAfter());
        DeliverBy by = message.wants().deliverBy();
        // With N the sender says when it wants to be told, and tries go on. RFC 2852 §4.1.3.
        return by != null && !by.returns() ? by.moment() : usual;
    }

    /** When a delivery has to be looked at, whatever else is going on: to warn, or to give up. */
    static Instant deadline(QueuedMessage message, Delivery delivery, RetrySchedule schedule) {
        Instant warnAt = warnAt(message, schedule);
        return delivery.warned() || warnAt.isAfter(message.expires()) ? message.expires() : warnAt;
    }

    private static Delivery again(
            Delivery delivery,
            List<SmtpRecipient> left,
            Outcome last,
            boolean warn,
            RetrySchedule schedule,
            Instant now,
            RandomGenerator random) {
        int tries = delivery.tries() + 1;
        return new Delivery(
                delivery.key(),
                delivery.destination(),
                left,
                tries,
                now.plus(schedule.wait(tries, random)),
                delivery.held(),
                delivery.warned() || warn,
                last.toString());
    }

    /** Of those whose time is up that is told, and what the last host said beside it. RFC 2852 §4.1.3. */
    private static List<Told> overdue(QueuedMessage message, List<Told> waiting, Instant now) {
        DeliverBy by = message.wants().deliverBy();
        if (by == null || now.isBefore(by.moment())) return waiting;
        return waiting.stream()
                .map(told -> new Told(told.recipient(), told.outcome().overdue(EXPIRED)))
                .toList();
    }

    private static boolean isToldOfSuccess(Told told) {
        return told.outcome().kind() == Outcome.Kind.RELAYED
                ? !told.recipient().hearsNothing()
                : told.recipient().hearsOf(Event.SUCCESS);
    }

    private static List<Told> hearing(List<Told> all, Event event) {
        return all.stream().filter(told -> told.recipient().hearsOf(event)).toList();
    }

    private static String line(Told told, boolean givenUp) {
        Outcome outcome = told.outcome();
        String what = switch (outcome.kind()) {
            case DELIVERED, PASSED_ON, RELAYED -> "delivered";
            case FORWARDED, EXPANDED -> "goes on";
            case LATER -> "not yet";
            case FAILED -> givenUp ? "given up" : "failed";
        };
        return "<" + told.recipient().address() + "> " + what + ": " + outcome;
    }
}
