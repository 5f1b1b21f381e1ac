package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobStore;

/** All servers and people there are, each with its whims, and what reached them. */
final class SimulatedWorld implements Transport {
    static final String HERE = "here.example";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** How a server treats those who bring mail. */
    enum Whim {
        RELIABLE,
        /** Not there for hours at a time, once for longer than anybody tries. */
        OFTEN_DOWN,
        NEVER_THERE,
        /** Wants a second try after five minutes. */
        GREYLISTS,
        /** Knows every second recipient only. */
        REFUSES_SOME,
        /** Has no room, now and then. */
        OFTEN_FULL,
        /** Takes the message, and goes before it says so. */
        LOSES_ITS_REPLY,
        /** Breaks off in the middle. */
        BREAKS_OFF
    }

    /** What reached whom: message and recipient. */
    record Arrival(String message, String recipient) {}

    final Map<Arrival, Integer> delivered = new HashMap<>();

    /** Those a server took without saying so: they may come twice, or be bounced too, and nobody can help it. */
    final Set<Arrival> unclear = new HashSet<>();

    final Set<Arrival> refused = new HashSet<>();

    /** What reports say, by their ids, and to whom they were brought. */
    final Map<String, String> reports = new HashMap<>();

    final Map<String, List<String>> reportsBrought = new HashMap<>();

    private final Map<Arrival, Instant> greylisted = new HashMap<>();
    private final BlobStore blobs;
    private final InstantSource clock;
    private final RandomGenerator random;

    SimulatedWorld(BlobStore blobs, InstantSource clock, RandomGenerator random) {
        this.blobs = blobs;
        this.clock = clock;
        this.random = random;
    }

    static Destinations destinations() {
        return address -> address.domain().isEmpty() || address.domain().equals(HERE)
                ? Destination.HERE
                : Destination.of(address);
    }

    static Whim whim(Destination destination) {
        return Whim.values()[Math.floorMod(destination.domain().hashCode() * 31, Whim.values().length)];
    }

    @Override
    public List<Outcome> deliver(QueuedMessage message, Delivery delivery) throws Unreachable {
        if (message.report() != QueuedMessage.Report.NONE) reports.put(message.id(), text(message));
        Whim whim = delivery.destination().isHere() ? Whim.RELIABLE : whim(delivery.destination());
        if (!delivery.destination().isHere()) reach(delivery.destination(), whim);
        var outcomes = new ArrayList<Outcome>();
        for (SmtpRecipient recipient : delivery.recipients()) {
            outcomes.add(bring(message, recipient.address().toString(), whim));
        }
        return outcomes;
    }

    private void reach(Destination destination, Whim whim) throws Unreachable {
        if (dnsIsDown()) throw new Unreachable("4.4.3", "The DNS did not answer.");
        boolean down = whim == Whim.NEVER_THERE || (whim == Whim.OFTEN_DOWN && isDown(destination));
        if (down || random.nextInt(50) == 0) throw new Unreachable("4.4.1", "Nobody answered at " + destination);
    }

    /** Six hours in each week. */
    private boolean dnsIsDown() {
        long hour = Duration.between(BEGIN, clock.instant()).toHours();
        return hour % (7 * 24) >= 50 && hour % (7 * 24) < 56;
    }

    private boolean isDown(Destination destination) {
        long hour = Duration.between(BEGIN, clock.instant()).toHours()
                + destination.domain().length();
        return hour % 24 < 9 || (hour > 200 && hour < 330);
    }

    private Outcome bring(QueuedMessage message, String recipient, Whim whim) {
        var arrival = new Arrival(message.id(), recipient);
        return switch (whim) {
            case RELIABLE, OFTEN_DOWN, NEVER_THERE -> take(message, arrival);
            case GREYLISTS -> {
                Instant first = greylisted.computeIfAbsent(arrival, _ -> clock.instant());
                boolean soon = clock.instant().isBefore(first.plus(Duration.ofMinutes(5)));
                yield soon ? Outcome.later("4.7.1", "mx", "451 4.7.1 come back later") : take(message, arrival);
            }
            case REFUSES_SOME -> {
                if (recipient.hashCode() % 2 == 0) yield take(message, arrival);
                refused.add(arrival);
                yield Outcome.failed("5.1.1", "mx", "550 5.1.1 nobody of that name");
            }
            case OFTEN_FULL ->
                random.nextInt(3) > 0 ? Outcome.later("4.2.2", "mx", "452 4.2.2 full") : take(message, arrival);
            case LOSES_ITS_REPLY -> {
                if (random.nextInt(4) > 0) yield take(message, arrival);
                unclear.add(arrival);
                take(message, arrival);
                yield Outcome.later("4.4.2", "mx", "The connection ended before the reply.");
            }
            case BREAKS_OFF ->
                random.nextBoolean()
                        ? Outcome.later("4.4.2", "mx", "The connection ended in the middle.")
                        : take(message, arrival);
        };
    }

    private Outcome take(QueuedMessage message, Arrival arrival) {
        // Our own mailboxes know what they have: a second time is not one more.
        boolean ours =
                arrival.recipient().endsWith("@" + HERE) || !arrival.recipient().contains("@");
        delivered.merge(arrival, 1, (had, one) -> ours ? had : had + one);
        if (message.report() != QueuedMessage.Report.NONE) {
            List<String> to = reportsBrought.computeIfAbsent(message.id(), _ -> new ArrayList<>());
            if (!ours || to.isEmpty()) to.add(arrival.recipient());
        }
        return Outcome.delivered(ours ? "" : "mx", ours ? "in the mailbox" : "250 2.0.0 thanks");
    }

    private String text(QueuedMessage message) {
        try (InputStream bytes = Objects.requireNonNull(blobs.open(message.content()))) {
            return new String(bytes.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
