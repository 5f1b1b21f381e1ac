package org.mailstead.authenticity;

import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * What came of an SPF check.
 *
 * @param domain whose record was asked for; null if the address has none that could be
 * @param reason why, in words for people
 * @param explanation what the domain wants to be told to a sender that fails: foreign text, in visible ASCII and blanks
 */
public record SpfVerdict(
        SpfResult result,
        @Nullable DnsName domain,
        String reason,
        @Nullable String explanation) {
    public SpfVerdict {
        reason = Reason.bounded(reason);
    }
}
