package org.mailstead.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.store.BlobStore;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.tlspolicy.MtaSts;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Brings mail to simulated hosts with all that brings it to real ones. */
final class SimulatedNetwork implements Transport {
    private static final TlsClient TLS = new TlsClient(null);

    private final SimulatedHosts hosts;
    private final SteppedClock clock;
    private final BlobStore blobs;
    private final SplittableRandom luck;
    private HostSessions sessions;
    private Instant lastUse;

    SimulatedNetwork(SimulatedHosts hosts, SteppedClock clock, BlobStore blobs, SplittableRandom luck) {
        this.hosts = hosts;
        this.clock = clock;
        this.blobs = blobs;
        this.luck = luck;
        sessions = sessions();
        lastUse = clock.instant();
    }

    private HostSessions sessions() {
        return new HostSessions(
                new Dialer(hosts),
                TLS,
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
        try {
            var routing = new DnsRouting(hosts, SimulatedWorld.HERE, 25, _ -> true);
            var demands = new HostDemands(hosts, _ -> MtaSts.Known.NOTHING, TlsSession.Witness.NOBODY);
            return new RemoteTransport(routing, sessions, blobs, demands, luck).deliver(message, delivery, steps);
        } finally {
            lastUse = clock.instant();
        }
    }
}
