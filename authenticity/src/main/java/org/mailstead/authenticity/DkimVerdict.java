package org.mailstead.authenticity;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * What came of one signature, with what it says of itself as far as that could be read.
 *
 * @param domain who signed; null if it cannot be told
 * @param selector which of the domain's keys; empty if it cannot be told
 * @param identity on whose behalf, an address or "@" and a domain; empty if it cannot be told
 * @param algorithm null if it cannot be told
 * @param prefix the beginning of the signature in base64, which tells it apart from others. RFC 6008 §4
 * @param testing the domain says that it is only trying
 * @param reason why, in words for people
 */
public record DkimVerdict(
        DkimResult result,
        @Nullable DnsName domain,
        String selector,
        String identity,
        @Nullable SignatureAlgorithm algorithm,
        String prefix,
        boolean testing,
        String reason) {
    /** Characters of a signature that tell it apart. RFC 6008 §4. */
    private static final int PREFIX = 8;

    public DkimVerdict {
        reason = Reason.bounded(reason);
        // It says nothing that the domain does not, and is as long as its writer likes.
        if (identity.length() > AuthenticityLimits.VALUE_CHARACTERS) identity = "";
    }

    static DkimVerdict unreadable(String reason) {
        return new DkimVerdict(DkimResult.NEUTRAL, null, "", "", null, "", false, reason);
    }

    static DkimVerdict of(DkimSignature signature, DkimResult result, boolean testing, String reason) {
        String base64 = Base64.getEncoder().encodeToString(signature.signature());
        return new DkimVerdict(
                result,
                signature.domain(),
                signature.selector(),
                signature.identity(),
                signature.algorithm(),
                base64.substring(0, Math.min(PREFIX, base64.length())),
                testing,
                reason);
    }
}
