package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.outbound.MailQueue.Attempt;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.outbound.SimulatedWorld.Arrival;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.store.contract.SteppedClock;

/**
 * A month of mail to servers of all sorts, with outages and kills: at the end every recipient has the message once, or its
 * sender was told once that it does not.
 */
class MonthTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MESSAGES = 2_000;
    private static final int DOMAINS = 300;

    /** Longest after the last mail that anything can still be in the queue: a report of a report of it. */
    private static final Duration AFTERMATH = Duration.ofDays(16);

    private static final Pattern ABOUT = Pattern.compile("Original-Envelope-Id: (\\S+)");
    private static final Pattern FAILED = Pattern.compile("Final-Recipient: rfc822; (\\S+)\r\nAction: failed");
    private static final Pattern REPORT = Pattern.compile("Message-ID: <(\\S+)@");
    private static final String POSTMASTER = "postmaster";

    /** A message that was taken over. */
    private record Sent(String id, Optional<SmtpAddress> sender, List<String> recipients) {}

    /** A try that is over and not yet settled. */
    private record Tried(Attempt attempt, Dispatcher.Result result) {}

    private final SteppedClock clock = new SteppedClock();
    private final Instant end = clock.instant().plus(MONTH);
    private final List<Sent> sent = new ArrayList<>();
    private final List<Tried> tried = new ArrayList<>();
    private final Set<Arrival> doubtful = new HashSet<>();
    private Instant nextMail = clock.instant();
    private SplittableRandom random = new SplittableRandom();
    private int kills;
    private int steps;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everybodyHasItOnceOrItsSenderWasToldOnce(long seed) {
        random = new SplittableRandom(seed);
        var memory = MemoryStore.withConflicts(clock, random.split(), 0.05);
        var world = new SimulatedWorld(memory.blobs(), clock, random.split());
        var store = new KilledStore(memory, random.split(), 0.003);
        MailQueue queue = open(store);
        boolean over = false;
        while (!over) {
            try {
                over = run(queue, world, memory.blobs());
            } catch (StoreFault killed) {
                kills++;
                forget();
                queue = open(store);
            }
        }
        assertThat(kills).isGreaterThan(50);
        check(world, queue);
    }

    private MailQueue open(PartitionStore store) {
        var around =
                new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), RetrySchedule.STANDARD);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, clock, random.split());
    }

    /** Until there is nothing left to do. */
    private boolean run(MailQueue queue, SimulatedWorld world, BlobStore blobs) {
        while (true) {
            assertThat(++steps).as("steps").isLessThan(MESSAGES * 200);
            boolean mail = nextMail.isBefore(end) && !clock.instant().isBefore(nextMail);
            if (mail) {
                nextMail = nextMail.plus(MONTH.dividedBy(MESSAGES));
                send(queue, blobs);
            } else if (!step(queue, world)) {
                Optional<Instant> next = next(queue);
                if (next.isEmpty()) return true;
                Duration wait = Duration.between(clock.instant(), next.get());
                clock.advance(wait.isPositive() ? wait : Duration.ofMillis(1));
                assertThat(clock.instant()).isBefore(end.plus(AFTERMATH));
            }
        }
    }

    private Optional<Instant> next(MailQueue queue) {
        var times = new ArrayList<Instant>();
        queue.nextTime().ifPresent(times::add);
        if (nextMail.isBefore(end)) times.add(nextMail);
        return times.stream().min(Instant::compareTo);
    }

    /** Several tries are under way at once and end in any order. */
    private boolean step(MailQueue queue, SimulatedWorld world) {
        if (tried.isEmpty() || random.nextBoolean()) {
            Optional<Timeline.Taken> taken = queue.take();
            if (taken.isPresent()) {
                queue.begin(taken.get())
                        .ifPresent(attempt -> tried.add(new Tried(attempt, Dispatcher.deliver(world, attempt))));
                return true;
            }
        }
        if (tried.isEmpty()) return false;
        Tried one = tried.get(random.nextInt(tried.size()));
        queue.settle(one.attempt(), one.result().outcomes(), one.result().reached());
        tried.remove(one);
        return true;
    }

    private void send(MailQueue queue, BlobStore blobs) {
        String id = QueueIds.time(clock.instant()) + "-" + sent.size();
        var recipients = new LinkedHashSet<SmtpAddress>();
        int count = random.nextInt(10) == 0 ? 40 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) recipients.add(somebody("r" + random.nextInt(1000)));
        Optional<SmtpAddress> sender = random.nextInt(20) == 0 ? Optional.empty() : Optional.of(somebody("s"));
        byte[] bytes = ("Subject: " + id + "\r\n\r\nText\r\n").getBytes(StandardCharsets.US_ASCII);
        BlobId content = BlobId.of(bytes);
        blobs.put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        var wants = new MailParameters(
                MailParameters.Body.EIGHT_BIT, false, false, random.nextInt(3), MailParameters.Returned.FULL, id);
        var message = new QueuedMessage(
                id,
                sender,
                content,
                bytes.length,
                clock.instant(),
                clock.instant().plus(RetrySchedule.STANDARD.giveUpAfter()),
                null,
                wants,
                Report.NONE);
        try {
            queue.accept(message, recipients.stream().map(SmtpRecipient::of).toList(), "", List.of("received"));
        } finally {
            // Killed or not: what counts is what is on disk.
            if (!queue.story(id).isEmpty())
                sent.add(new Sent(
                        id,
                        sender,
                        recipients.stream().map(SmtpAddress::toString).toList()));
        }
    }

    private SmtpAddress somebody(String local) {
        boolean here = random.nextInt(4) == 0;
        return new SmtpAddress(local, here ? SimulatedWorld.HERE : "d" + random.nextInt(DOMAINS) + ".example");
    }

    /** Those who had just got it may get it again: it was said, but not written down. That is so with SMTP. */
    private void forget() {
        for (Tried one : tried) {
            Delivery delivery = one.attempt().delivery();
            if (delivery.destination().isHere()) continue;
            for (SmtpRecipient recipient : delivery.recipients())
                doubtful.add(new Arrival(
                        one.attempt().message().id(), recipient.address().toString()));
        }
        tried.clear();
    }

    private void check(SimulatedWorld world, MailQueue queue) {
        assertThat(queue.size()).isZero();
        doubtful.addAll(world.unclear);
        var told = new HashMap<Arrival, Integer>();
        world.reports.forEach((id, text) -> {
            Matcher about = ABOUT.matcher(text);
            if (!about.find()) return;
            FAILED.matcher(text)
                    .results()
                    .forEach(failed -> told.merge(new Arrival(about.group(1), failed.group(1)), 1, Integer::sum));
        });
        int bounced = 0;
        for (Sent message : sent) {
            for (String recipient : message.recipients()) {
                var arrival = new Arrival(message.id(), recipient);
                int has = world.delivered.getOrDefault(arrival, 0);
                int reports = told.getOrDefault(arrival, 0);
                bounced += reports;
                if (message.sender().isEmpty())
                    assertThat(reports).as("%s", arrival).isZero();
                if (doubtful.contains(arrival)) {
                    assertThat(reports).as("%s", arrival).isLessThanOrEqualTo(1);
                } else if (message.sender().isPresent()) {
                    assertThat(has + reports)
                            .as(() -> arrival + ": " + queue.story(message.id()))
                            .isEqualTo(1);
                } else {
                    assertThat(has).as("%s", arrival).isLessThanOrEqualTo(1);
                }
            }
        }
        assertThat(bounced).isGreaterThan(MESSAGES / 20);
        checkReports(world);
    }

    /** Each report came to its sender, or the postmaster learnt of it. */
    private void checkReports(SimulatedWorld world) {
        var passedUp = new HashSet<String>();
        world.reports.forEach((id, text) -> {
            if (world.reportsBrought.getOrDefault(id, List.of()).contains(POSTMASTER))
                REPORT.matcher(text).results().skip(1).forEach(failed -> passedUp.add(failed.group(1)));
        });
        assertThat(passedUp).isNotEmpty();
        var unsure = new HashSet<String>();
        doubtful.forEach(arrival -> unsure.add(arrival.message()));
        for (String id : world.reports.keySet()) {
            int times = world.reportsBrought.getOrDefault(id, List.of()).size() + (passedUp.contains(id) ? 1 : 0);
            if (!unsure.contains(id)) assertThat(times).as(id).isEqualTo(1);
            else assertThat(times).as(id).isPositive();
        }
    }
}
