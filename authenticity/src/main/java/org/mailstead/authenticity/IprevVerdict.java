package org.mailstead.authenticity;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * Whether an address has a name that has the address. RFC 8601 §3.
 *
 * @param name the first such name; null if there is none
 * @param reason why, in words for people
 */
public record IprevVerdict(
        InetAddress client, Outcome result, @Nullable DnsName name, String reason) {
    public IprevVerdict {
        reason = Reason.bounded(reason);
    }

    /** RFC 8601 §2.7.3. */
    public enum Outcome {
        PASS,
        /** It has names, but they have other addresses. */
        FAIL,
        TEMPERROR,
        /** It has no name. */
        PERMERROR
    }
}
