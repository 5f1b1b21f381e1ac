package org.mailstead.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with DNSSEC's proofs where the DNS servers asked pass them on, and without where they do not: many an office or home
 * router strips signatures, and with those every answer would look forged. Whether they do is found out by the root's own
 * records, which are always signed. Once proofs have come through they are insisted on: whoever removes them later is
 * taken for a forger.
 */
public final class ProvingResolver implements Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(ProvingResolver.class);

    /** How long a network without proofs is left at that. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final Resolver proving;
    private final Resolver plain;
    private final InstantSource clock;
    private volatile boolean proofs;
    private volatile @Nullable Instant lastLooked;

    /**
     * @param proving validates
     * @param plain asks the same servers and does not
     */
    public ProvingResolver(Resolver proving, Resolver plain, InstantSource clock) {
        this.proving = proving;
        this.plain = plain;
        this.clock = clock;
    }

    @Override
    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        return (proofsComeThrough() ? proving : plain).lookup(name, type);
    }

    private boolean proofsComeThrough() {
        if (proofs || !isTimeToLook()) return proofs;
        synchronized (this) {
            if (!proofs && isTimeToLook()) look();
        }
        return proofs;
    }

    private boolean isTimeToLook() {
        Instant last = lastLooked;
        return last == null || !clock.instant().isBefore(last.plus(LOOK_AGAIN));
    }

    private void look() {
        switch (proving.lookup(DnsName.ROOT, RecordType.NS)) {
            case Answer.Found<DnsRecord.Ns> found -> settle(found.authenticated(), "no proof comes with them");
            case Answer.Bogus<DnsRecord.Ns> bogus -> settle(false, bogus.describe());
            case Answer.NoData<DnsRecord.Ns> none -> settle(false, none.describe());
            case Answer.NoSuchName<DnsRecord.Ns> none -> settle(false, none.describe());
            // Who cannot be asked has told nothing: the next question looks again. Others do not get answers either.
            case Answer.TemporaryFailure<DnsRecord.Ns> failure -> {
                if (plain.lookup(DnsName.ROOT, RecordType.NS) instanceof Answer.Found<DnsRecord.Ns>)
                    settle(false, failure.describe());
            }
        }
    }

    private void settle(boolean found, String why) {
        boolean first = lastLooked == null;
        proofs = found;
        lastLooked = clock.instant();
        if (found) LOG.info("DNSSEC: proofs come through and are checked");
        else if (first)
            LOG.warn(
                    "DNSSEC: the DNS servers of this machine pass no proofs on ({}), so that mail servers cannot be known"
                            + " by it (DANE). A validating resolver on this machine, such as unbound, would help.",
                    why);
    }
}
