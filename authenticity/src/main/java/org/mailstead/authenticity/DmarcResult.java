package org.mailstead.authenticity;

import java.util.Locale;

/** What came of DMARC. RFC 9989 §9.2. */
public enum DmarcResult {
    /** The domain has no policy, so nothing is said about its mail. */
    NONE,
    /** The domain in From is the one that sent or signed the message. */
    PASS,
    /** It is not. */
    FAIL,
    /** The DNS did not answer, and without it nothing can be said. */
    TEMPERROR,
    /** The message has no one domain in From that could be asked. */
    PERMERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
