package org.mailstead.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.mailstead.smtp.SmtpAddress;

/** Tells those who bring their first mail from those who came back with it. */
interface Newcomers {
    /** Where a sender stands. */
    enum Standing {
        /** It has to come back. */
        TOO_EARLY,
        /** It came back. */
        KNOWN
    }

    /**
     * Remembers the try.
     *
     * @param sender the null sender, the empty text, is one too
     * @param delay how long after its first try whoever comes back is known
     */
    Standing standing(InetAddress client, String sender, SmtpAddress recipient, Instant now, Duration delay);
}
