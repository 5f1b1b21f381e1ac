package org.mailstead.smtp;

import java.util.Optional;

/** Knows who gets mail here. Called on the session's thread; may throw, which the peer hears as "try again later". */
public interface Recipients {
    /** @param sender empty for the null reverse path */
    Verdict judge(SmtpAddress recipient, Optional<SmtpAddress> sender, SmtpPeer peer);

    /** What becomes of mail for an address. */
    enum Verdict {
        DELIVERED_HERE,
        /** The domain is ours, the address is not known. */
        UNKNOWN_HERE,
        /** The domain is not ours. */
        ELSEWHERE,
        /** Known here, but the mailbox is at another provider. */
        KEPT_ELSEWHERE,
        /** Known here, but no more mail can be kept for it now. */
        FULL,
        TRY_LATER
    }
}
