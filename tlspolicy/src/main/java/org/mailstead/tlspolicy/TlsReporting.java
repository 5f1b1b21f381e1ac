package org.mailstead.tlspolicy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.tlspolicy.TlsTally.Due;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each domain that wants to know how TLS with its hosts went, once a day. RFC 8460 §4, §5. */
public final class TlsReporting {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReporting.class);

    /** After the day is over, for counts that are still under way. */
    private static final Duration LEAST_DELAY = Duration.ofMinutes(10);

    /** Reports are spread over this time, or all senders of the world would come at midnight. RFC 8460 §4.1. */
    private static final Duration SPREAD = Duration.ofHours(6);

    /** Of one that could not be handed over. */
    private static final Duration BETWEEN_TRIES = Duration.ofHours(1);

    /** After the end of the day; then the report is of no more use to anybody. */
    private static final Duration TOO_LATE = Duration.ofHours(24);

    private static final String MEDIA_TYPE = "application/tlsrpt+gzip";

    private final Resolver resolver;
    private final Https https;
    private final TlsTally tally;
    private final Supplier<Submitter> submitter;
    private final Mailer mailer;
    private final InstantSource clock;
    private final Map<Due, Underway> underway = new HashMap<>();

    /** Sends a report by mail. */
    public interface Mailer {
        /**
         * Hands it over for good.
         *
         * @param address as the domain wrote it
         */
        void send(String address, TlsReport report);
    }

    /**
     * Who reports.
     *
     * @param domain ours, in whose name
     * @param hostName of this server, should several send for the domain
     */
    public record Submitter(DnsName domain, String hostName) {}

    /** One that is not everywhere yet. */
    private static final class Underway {
        private final Set<URI> done = new HashSet<>();
        private Instant next = Instant.MIN;
    }

    /** @param submitter asked each time, since our domains change */
    public TlsReporting(
            Resolver resolver,
            Https https,
            TlsTally tally,
            Supplier<Submitter> submitter,
            Mailer mailer,
            InstantSource clock) {
        this.resolver = resolver;
        this.https = https;
        this.tally = tally;
        this.submitter = submitter;
        this.mailer = mailer;
        this.clock = clock;
    }

    /** Sends what is due; to be called every few minutes. */
    public void send() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Due> all = tally.before(today);
        if (all.isEmpty()) return;
        Submitter us = submitter.get();
        for (Due due : all) {
            if (Thread.currentThread().isInterrupted()) return;
            Instant over = due.day().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            if (clock.instant().isBefore(over.plus(delay(due, us)))) continue;
            Underway state = underway.computeIfAbsent(due, _ -> new Underway());
            if (clock.instant().isBefore(state.next)) continue;
            boolean done = send(due, us, state);
            if (!done && clock.instant().isBefore(over.plus(TOO_LATE))) {
                state.next = clock.instant().plus(BETWEEN_TRIES);
                continue;
            }
            if (!done) LOG.info("the TLS report of {} for {} could not be handed over", due.day(), due.domain());
            tally.forget(due);
            underway.remove(due);
        }
    }

    /** The same at each time it is asked for, and after a restart. */
    private static Duration delay(Due due, Submitter us) {
        long seconds = Integer.toUnsignedLong((due + us.hostName()).hashCode()) % SPREAD.toSeconds();
        return LEAST_DELAY.plusSeconds(seconds);
    }

    /** Whether there is nothing left to do. */
    private boolean send(Due due, Submitter us, Underway state) {
        return switch (ReportTargets.find(resolver, due.domain())) {
            case ReportTargets.None _ -> true;
            case ReportTargets.Unknown _ -> false;
            case ReportTargets.Wanted(var targets) -> {
                var report = new TlsReport(id(due, us), us.domain(), due.day(), due.domain(), tally.of(due));
                for (URI each : targets) if (!state.done.contains(each) && isSent(report, each)) state.done.add(each);
                yield state.done.containsAll(targets);
            }
        };
    }

    private static String id(Due due, Submitter us) {
        String server = HexFormat.of().toHexDigits(us.hostName().hashCode());
        return due.day() + "." + server + "." + due.domain() + "@" + us.domain();
    }

    private boolean isSent(TlsReport report, URI target) {
        if (!ReportTargets.isWeb(target)) {
            ReportTargets.mailbox(target).ifPresent(address -> mailer.send(address, report));
            return true;
        }
        try {
            HttpAnswer answer = https.post(target, MEDIA_TYPE, report.gzip());
            if (answer.status() < 300) return true;
            LOG.info(
                    "the TLS report for {} is not taken: {} answers {}",
                    report.domain(),
                    target.getHost(),
                    answer.status());
        } catch (IOException e) {
            LOG.info(
                    "the TLS report for {} cannot be brought to {}: {}",
                    report.domain(),
                    target.getHost(),
                    e.getMessage());
        }
        return false;
    }
}
