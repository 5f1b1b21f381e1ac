package org.mailstead.authenticity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.DnsName;

/**
 * What came of the chain of seals that servers on the way put on a message. RFC 8617 §5.2. A chain that passes says that these
 * servers found out what it says they did; whether one believes them is another question.
 *
 * @param temporary a failure for want of an answer from the DNS: it may pass later
 * @param oldestPass the first instance from which on nobody changed what is signed; 0 if nobody did at all, or the chain fails
 * @param seals from the first server on; none unless the chain passes
 * @param reason why, in words for people
 */
public record ArcVerdict(Result result, boolean temporary, int oldestPass, List<Seal> seals, String reason) {
    /** RFC 8617 §4.4. */
    public enum Result {
        NONE,
        PASS,
        FAIL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One server's part.
     *
     * @param domain who sealed
     * @param results what it found out; empty if that cannot be read
     */
    public record Seal(int instance, DnsName domain, Optional<AuthenticationResults> results) {}

    public ArcVerdict {
        seals = List.copyOf(seals);
        reason = Reason.bounded(reason);
    }

    static ArcVerdict failed(String reason) {
        return new ArcVerdict(Result.FAIL, false, 0, List.of(), reason);
    }
}
