package org.mailstead.outbound;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.store.BlobStore;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.tlspolicy.Https;
import org.mailstead.tlspolicy.HttpsPolicyHost;
import org.mailstead.tlspolicy.MtaSts;
import org.mailstead.tlspolicy.StsCache;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Brings mail to simulated hosts with all that brings it to real ones. */
final class SimulatedNetwork implements Transport {
    private final SimulatedHosts hosts;
    private final SteppedClock clock;
    private final BlobStore blobs;
    private final SplittableRandom luck;
    private HostSessions sessions;
    private final TlsClient trust;
    private final StsCache policies;
    private MtaSts sts;
    private Instant lastUse;
    private Instant renewed;

    SimulatedNetwork(SimulatedHosts hosts, SteppedClock clock, BlobStore blobs, SplittableRandom luck) {
        this.hosts = hosts;
        this.clock = clock;
        this.blobs = blobs;
        this.luck = luck;
        trust = trust(hosts.sts);
        var store = MemoryStore.withConflicts(clock, luck.split(), 0);
        policies = new StsCache(store, new PartitionWriter(store, luck.split()));
        sts = sts();
        sessions = sessions();
        lastUse = clock.instant();
        renewed = lastUse;
    }

    private static TlsClient trust(SimulatedSts sts) {
        try {
            return new TlsClient(sts.roots());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private MtaSts sts() {
        return new MtaSts(hosts, new HttpsPolicyHost(new Https(hosts, new Dialer(hosts), trust)), policies, clock);
    }

    private HostSessions sessions() {
        return new HostSessions(
                new Dialer(hosts),
                trust,
                SimulatedWorld.HERE,
                SmtpClientLimits.STANDARD,
                clock,
                TlsSession.Witness.NOBODY);
    }

    @Override
    public List<Outcome> deliver(QueuedMessage message, Delivery delivery, Steps steps) throws Unreachable {
        // What is idle ends by real time, which hardly passes here.
        if (clock.instant().isAfter(lastUse.plus(Duration.ofSeconds(3)))) {
            sessions.close();
            sessions = sessions();
        }
        // Each day policies are renewed, and each day the server is started anew.
        if (clock.instant().isAfter(renewed.plus(Duration.ofDays(1)))) {
            renewed = clock.instant();
            sts.renew();
            sts = sts();
        }
        try {
            var routing = new DnsRouting(hosts, SimulatedWorld.HERE, 25, _ -> true);
            var demands = new HostDemands(hosts, sts::of, TlsSession.Witness.NOBODY);
            return new RemoteTransport(routing, sessions, blobs, demands, luck).deliver(message, delivery, steps);
        } finally {
            lastUse = clock.instant();
        }
    }
}
