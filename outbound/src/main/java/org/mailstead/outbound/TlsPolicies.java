package org.mailstead.outbound;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.tlspolicy.Https;
import org.mailstead.tlspolicy.HttpsPolicyHost;
import org.mailstead.tlspolicy.MtaSts;
import org.mailstead.tlspolicy.StsCache;
import org.mailstead.tlspolicy.TlsReport;
import org.mailstead.tlspolicy.TlsReporting;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.tlspolicy.TlsTally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What domains want of TLS, and what they are told about it: one thread counts and reports until it is closed. */
final class TlsPolicies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsPolicies.class);

    /** A crash loses what was counted within it. */
    private static final Duration FLUSH = Duration.ofMinutes(1);

    /** Flushes between two looks for reports that are due. */
    private static final int FLUSHES = 10;

    private final MtaSts sts;
    private final HostDemands demands;
    private final @Nullable Telling telling;

    private record Telling(TlsTally tally, TlsReporting reporting, Thread thread) {}

    private TlsPolicies(MtaSts sts, HostDemands demands, @Nullable Telling telling) {
        this.sts = sts;
        this.demands = demands;
        this.telling = telling;
    }

    static TlsPolicies start(
            Outbound.Settings settings,
            Outbound.Network network,
            PartitionStore store,
            PartitionWriter writer,
            MailQueue queue,
            InstantSource clock) {
        var https = new Https(network.resolver(), network.dialer(), network.tls());
        var sts = new MtaSts(network.resolver(), new HttpsPolicyHost(https), new StsCache(store, writer), clock);
        Optional<Supplier<DnsName>> reporter = settings.tlsReporter();
        if (reporter.isEmpty())
            return new TlsPolicies(sts, new HostDemands(network.resolver(), sts::of, TlsSession.Witness.NOBODY), null);
        var tally = new TlsTally(store, writer, clock);
        var reporting = new TlsReporting(
                network.resolver(),
                https,
                tally,
                () -> new TlsReporting.Submitter(reporter.get().get(), settings.hostName()),
                (address, report) -> send(queue, address, report, clock),
                clock);
        Thread thread = Thread.ofVirtual().name("tls reports").start(() -> work(tally, reporting));
        return new TlsPolicies(
                sts, new HostDemands(network.resolver(), sts::of, tally), new Telling(tally, reporting, thread));
    }

    private static void send(MailQueue queue, String address, TlsReport report, InstantSource clock) {
        int at = address.lastIndexOf('@');
        var to = new SmtpAddress(address.substring(0, at), address.substring(at + 1));
        queue.write(
                to,
                id -> TlsReportLetter.text(id, to.toString(), report, clock.instant()),
                "how TLS went on " + report.day() + " with " + report.domain() + ", which asks for it");
    }

    private static void work(TlsTally tally, TlsReporting reporting) {
        for (int round = 1; ; round++) {
            try {
                Thread.sleep(FLUSH);
                tally.flush();
                if (round % FLUSHES == 0) reporting.send();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StoreFault fault) {
                LOG.error("reports about TLS cannot go on, it will be tried again: {}", fault.getMessage());
            }
        }
    }

    HostDemands demands() {
        return demands;
    }

    TlsSession.Witness witness() {
        return telling == null ? TlsSession.Witness.NOBODY : telling.tally();
    }

    void renew() {
        sts.renew();
    }

    @Override
    public void close() {
        if (telling == null) return;
        telling.thread().interrupt();
        try {
            telling.thread().join();
            telling.tally().flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreFault fault) {
            LOG.error("the last counts for reports about TLS are lost: {}", fault.getMessage());
        }
    }
}
