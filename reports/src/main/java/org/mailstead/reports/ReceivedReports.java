package org.mailstead.reports;

import java.time.Instant;
import java.time.InstantSource;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;

/** What other servers reported of mail from and to our domains. */
public final class ReceivedReports {
    private final ReceivedDmarc dmarc;
    private final ReceivedTls tls;

    public ReceivedReports(PartitionStore store, PartitionWriter writer, InstantSource clock) {
        dmarc = new ReceivedDmarc(store, writer, clock);
        tls = new ReceivedTls(store, writer, clock);
    }

    /** Who sends mail as our domains. */
    public ReceivedDmarc dmarc() {
        return dmarc;
    }

    /** How safely mail comes to them. */
    public ReceivedTls tls() {
        return tls;
    }

    /** Forgets what is older than is kept. */
    public void forgetOld(Instant now) {
        dmarc.forgetOld(now);
        tls.forgetOld(now);
    }
}
