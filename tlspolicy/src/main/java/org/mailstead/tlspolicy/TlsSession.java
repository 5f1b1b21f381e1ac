package org.mailstead.tlspolicy;

import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * How TLS went with a host in one session, or why there was none.
 *
 * @param recipients domain whose mail was to be brought
 * @param host by its name; empty if it did not come as far as a host
 * @param from our own address
 * @param to that of the host
 * @param failure what was wrong; null if nothing was
 */
public record TlsSession(
        DnsName recipients,
        AppliedPolicy policy,
        String host,
        @Nullable String from,
        @Nullable String to,
        @Nullable TlsFailure failure) {
    /** Is told of each. */
    public interface Witness {
        Witness NOBODY = _ -> {};

        void met(TlsSession session);
    }
}
