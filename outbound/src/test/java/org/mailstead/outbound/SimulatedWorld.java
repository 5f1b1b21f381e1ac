package org.mailstead.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.mailstead.outbound.Arrivals.Arrival;
import org.mailstead.smtp.SmtpRecipient;

/** All other servers there are, each with its whims, as far as their answers go. {@link SimulatedHosts} speak SMTP. */
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

    private final Map<Arrival, Instant> greylisted = new HashMap<>();
    private final Arrivals arrivals;
    private final InstantSource clock;
    private final RandomGenerator random;

    SimulatedWorld(Arrivals arrivals, InstantSource clock, RandomGenerator random) {
        this.arrivals = arrivals;
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
    public List<Outcome> deliver(QueuedMessage message, Delivery delivery, Steps steps) throws Unreachable {
        Whim whim = whim(delivery.destination());
        reach(delivery.destination(), whim);
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

    private boolean dnsIsDown() {
        return dnsIsDown(clock.instant());
    }

    /** Six hours in each week. */
    static boolean dnsIsDown(Instant now) {
        long hour = Duration.between(BEGIN, now).toHours();
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
                yield Outcome.failed("5.1.1", "mx", "550 5.1.1 nobody of that name");
            }
            case OFTEN_FULL ->
                random.nextInt(3) > 0 ? Outcome.later("4.2.2", "mx", "452 4.2.2 full") : take(message, arrival);
            case LOSES_ITS_REPLY -> {
                if (random.nextInt(4) > 0) yield take(message, arrival);
                arrivals.doubt(message.id(), recipient);
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
        arrivals.took(message.id(), arrival.recipient());
        return Outcome.delivered("mx", "250 2.0.0 thanks");
    }
}
