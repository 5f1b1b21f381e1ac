package org.mailstead.authenticity;

import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/**
 * What came of DMARC.
 *
 * @param author the domain in From; null if there is not one
 * @param policyDomain where the policy was found; null if nowhere
 * @param record the policy; null if there is none
 * @param policy what the domain wants to become of such mail that fails
 * @param disposition what it wants to become of this one: NONE unless it fails, and milder while it is trying
 * @param spfAligned whether SPF speaks for the domain in From
 * @param dkimAligned whether a signature does
 * @param reason why, in words for people
 */
public record DmarcVerdict(
        DmarcResult result,
        @Nullable DnsName author,
        @Nullable DnsName policyDomain,
        @Nullable DmarcRecord record,
        DmarcPolicy policy,
        DmarcPolicy disposition,
        boolean spfAligned,
        boolean dkimAligned,
        String reason) {
    public DmarcVerdict {
        reason = Reason.bounded(reason);
    }

    static DmarcVerdict without(DmarcResult result, @Nullable DnsName author, String reason) {
        return new DmarcVerdict(result, author, null, null, DmarcPolicy.NONE, DmarcPolicy.NONE, false, false, reason);
    }
}
