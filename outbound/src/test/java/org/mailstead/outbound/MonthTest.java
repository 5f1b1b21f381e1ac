package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.outbound.Arrivals.Arrival;
import org.mailstead.outbound.MailQueue.Attempt;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.outbound.SimulatedHosts.Whim;
import org.mailstead.outbound.SimulatedSts.Fault;
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
    private record Sent(String id, Optional<SmtpAddress> sender, List<String> recipients, boolean waived) {}

    /** A try that is over and not yet settled. */
    private record Tried(Attempt attempt, Dispatcher.Result result) {}

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final Instant end = clock.instant().plus(MONTH);
    private final List<Sent> sent = new ArrayList<>();
    private final List<Tried> tried = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals(SimulatedWorld.HERE);
    private Instant nextMail = clock.instant();
    private SplittableRandom random = new SplittableRandom();
    private int kills;
    private int steps;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everybodyHasItOnceOrItsSenderWasToldOnce(long seed) {
        month(seed, (_, luck) -> new SimulatedWorld(arrivals, clock, luck));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void soItIsWithServersThatSpeakSmtp(long seed) throws Exception {
        var faults = EnumSet.noneOf(Whim.class);
        var sts = new SimulatedSts(folder, clock, new SplittableRandom(seed));
        month(seed, (blobs, luck) -> {
            var hosts = new SimulatedHosts(arrivals, clock, luck, DOMAINS, sts, faults::add);
            return new SimulatedNetwork(hosts, clock, blobs, luck);
        });
        assertThat(faults).as("what was met").containsAll(EnumSet.complementOf(EnumSet.of(Whim.RELIABLE)));
        assertThat(sts.met).containsExactlyInAnyOrder(Fault.values());
        for (Sent message : sent)
            for (String each : message.recipients())
                sts.check(each, message.waived(), arrivals.times(new Arrival(message.id(), each)));
        assertThat(sts.violations).isEmpty();
    }

    private interface Others {
        Transport of(BlobStore blobs, SplittableRandom luck);
    }

    private void month(long seed, Others others) {
        random = new SplittableRandom(seed);
        var memory = MemoryStore.withConflicts(clock, random.split(), 0.05);
        Transport world = withUs(memory.blobs(), others.of(memory.blobs(), random.split()));
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
        check(queue);
    }

    /** The people here always have room. */
    private Transport withUs(BlobStore blobs, Transport others) {
        return (message, delivery, steps) -> {
            if (message.report() != Report.NONE) arrivals.reports.put(message.id(), text(blobs, message));
            if (!delivery.destination().isHere()) return others.deliver(message, delivery, steps);
            for (SmtpRecipient each : delivery.recipients())
                arrivals.took(message.id(), each.address().toString());
            return Collections.nCopies(delivery.recipients().size(), Outcome.delivered("", "in the mailbox"));
        };
    }

    private static String text(BlobStore blobs, QueuedMessage message) {
        try (InputStream bytes = Objects.requireNonNull(blobs.open(message.content()))) {
            return new String(bytes.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MailQueue open(PartitionStore store) {
        var around =
                new MailQueue.Surroundings(SimulatedWorld.HERE, SimulatedWorld.destinations(), RetrySchedule.STANDARD);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, clock, random.split());
    }

    /** Until there is nothing left to do. */
    private boolean run(MailQueue queue, Transport world, BlobStore blobs) {
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
    private boolean step(MailQueue queue, Transport world) {
        if (tried.isEmpty() || random.nextBoolean()) {
            Optional<Timeline.Taken> taken = queue.take();
            if (taken.isPresent()) {
                queue.begin(taken.get())
                        .ifPresent(attempt -> tried.add(new Tried(attempt, Dispatcher.deliver(world, attempt, clock))));
                return true;
            }
        }
        if (tried.isEmpty()) return false;
        Tried one = tried.get(random.nextInt(tried.size()));
        queue.settle(one.attempt(), one.result());
        tried.remove(one);
        return true;
    }

    private void send(MailQueue queue, BlobStore blobs) {
        String id = QueueIds.time(clock.instant()) + "-" + sent.size();
        var recipients = new LinkedHashSet<SmtpAddress>();
        int count = random.nextInt(10) == 0 ? 40 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) recipients.add(somebody("r" + random.nextInt(1000)));
        Optional<SmtpAddress> sender = random.nextInt(20) == 0 ? Optional.empty() : Optional.of(somebody("s"));
        boolean waived = random.nextInt(10) == 0;
        String wish = waived ? "TLS-Required: No\r\n" : "";
        byte[] bytes = (wish + "Subject: " + id + "\r\n\r\nText\r\n").getBytes(StandardCharsets.US_ASCII);
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
                        recipients.stream().map(SmtpAddress::toString).toList(),
                        waived));
        }
    }

    private SmtpAddress somebody(String local) {
        if (random.nextInt(4) == 0) return new SmtpAddress(local, SimulatedWorld.HERE);
        boolean sts = random.nextInt(70) == 0;
        String domain = sts ? "s" + random.nextInt(SimulatedSts.DOMAINS) : "d" + random.nextInt(DOMAINS);
        return new SmtpAddress(local, domain + ".example");
    }

    /** Those who had just got it may get it again: it was said, but not written down. That is so with SMTP. */
    private void forget() {
        for (Tried one : tried) {
            Delivery delivery = one.attempt().delivery();
            if (delivery.destination().isHere()) continue;
            for (SmtpRecipient recipient : delivery.recipients())
                arrivals.doubt(one.attempt().message().id(), recipient.address().toString());
        }
        tried.clear();
    }

    private void check(MailQueue queue) {
        assertThat(queue.size()).isZero();
        var told = new HashMap<Arrival, Integer>();
        arrivals.reports.forEach((id, text) -> {
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
                int reports = told.getOrDefault(arrival, 0);
                bounced += reports;
                check(arrival, reports, message.sender().isPresent(), queue);
            }
        }
        assertThat(bounced).isGreaterThan(MESSAGES / 20);
        checkReports();
    }

    private void check(Arrival arrival, int reports, boolean hasSender, MailQueue queue) {
        int has = arrivals.times(arrival);
        int doubts = arrivals.doubts(arrival);
        Supplier<String> story = () -> arrival + ": " + queue.story(arrival.message());
        assertThat(has).as(story).isLessThanOrEqualTo(1 + doubts);
        if (!hasSender) {
            assertThat(reports).as(story).isZero();
        } else if (doubts == 0) {
            assertThat(has + reports).as(story).isEqualTo(1);
        } else {
            assertThat(reports).as(story).isLessThanOrEqualTo(1);
            assertThat(has + reports).as(story).isPositive();
        }
    }

    /** Each report came to its sender, or the postmaster learnt of it. */
    private void checkReports() {
        var passedUp = new HashSet<String>();
        arrivals.reports.forEach((id, text) -> {
            if (arrivals.reportsBrought.getOrDefault(id, List.of()).contains(POSTMASTER))
                REPORT.matcher(text).results().skip(1).forEach(failed -> passedUp.add(failed.group(1)));
        });
        assertThat(passedUp).isNotEmpty();
        for (String id : arrivals.reports.keySet()) {
            int times = arrivals.reportsBrought.getOrDefault(id, List.of()).size() + (passedUp.contains(id) ? 1 : 0);
            if (arrivals.isDoubtful(id)) assertThat(times).as(id).isPositive();
            else assertThat(times).as(id).isEqualTo(1);
        }
    }
}
