package org.mailstead.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.wire.ServerCertificate;

/** When to try. */
final class Schedule {
    /**
     * After failures in a row. Three fall into the first hour; Let's Encrypt allows five for a name and hour, and whoever sets up
     * a server tries by hand too.
     */
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    /** Waits are longer by up to a fifth, so that servers that failed together do not come together again. */
    private static final double JITTER = 0.2;

    /** Failures of a name within an hour, after which nothing is tried: one less than Let's Encrypt allows. */
    static final int FAILURES_PER_HOUR = 4;

    /** Of its lifetime is left when a certificate is renewed. */
    private static final int PART_LEFT = 3;

    /** No wish of the authority lets us wait until less than this part is left. */
    private static final int PART_AT_LEAST = 6;

    private Schedule() {}

    /** @param inARow this one included */
    static Instant afterFailure(int inARow, Instant now, RandomGenerator random) {
        Duration wait = WAITS.get(Math.clamp(inARow, 1, WAITS.size()) - 1);
        return now.plus(wait).plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
    }

    /** When the authority may be asked for that name, as far as its limit for failures goes. */
    static Instant allowed(NameState state, Instant now) {
        var recent = state.recentFailures(now);
        if (recent.size() < FAILURES_PER_HOUR) return now;
        return recent.get(recent.size() - FAILURES_PER_HOUR).plus(Duration.ofHours(1));
    }

    static Instant renewal(ServerCertificate certificate, Optional<Instant> advised) {
        Duration lifetime = Duration.between(certificate.from(), certificate.until());
        Instant latest = certificate.until().minus(lifetime.dividedBy(PART_AT_LEAST));
        if (advised.isEmpty()) return certificate.until().minus(lifetime.dividedBy(PART_LEFT));
        return advised.get().isBefore(latest) ? advised.get() : latest;
    }

    /** A time in the window, always the same for the same certificate. RFC 9773 §4.2 wants it to be a random one. */
    static Instant within(Authority.Window window, X509Certificate certificate) {
        long millis = Math.max(0, Duration.between(window.start(), window.end()).toMillis());
        if (millis == 0) return window.start();
        return window.start()
                .plusMillis(Math.floorMod(certificate.getSerialNumber().hashCode() * 2_654_435_761L, millis));
    }
}
