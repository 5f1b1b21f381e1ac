package org.mailstead.tlspolicy;

import org.mailstead.dns.DnsName;

/** Where a domain publishes its MTA-STS policy. */
public interface PolicyHost {
    /** Asks for the policy of a domain, within about a minute. */
    Fetched fetch(DnsName domain);

    /** What came of it. */
    sealed interface Fetched {
        record Policy(StsPolicy policy) implements Fetched {}

        record Failed(TlsFailure why) implements Fetched {}
    }
}
