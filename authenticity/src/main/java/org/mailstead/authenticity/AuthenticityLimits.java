package org.mailstead.authenticity;

import java.time.Duration;

/** How far the checks of one message go. Whoever writes a message chooses what is in it, names in the DNS included. */
final class AuthenticityLimits {
    /** Terms of SPF that ask the DNS, in a record and all it includes. RFC 7208 §4.6.4. */
    static final int SPF_LOOKUPS = 10;

    /** Terms of SPF whose question finds nothing. RFC 7208 §4.6.4. */
    static final int SPF_VOID_LOOKUPS = 2;

    /** Mail hosts of one mx mechanism, and names of one address. RFC 7208 §4.6.4. */
    static final int SPF_NAMES = 10;

    /** How long one SPF check may take. RFC 7208 §4.6.4 asks for at least 20 s. */
    static final Duration SPF_TIME = Duration.ofSeconds(20);

    /** Questions of one SPF check: ten terms, each of which may ask for ten names, and the records themselves. */
    static final int SPF_QUESTIONS = 130;

    /** Characters of an SPF record; the largest seen have 2,000, and more would not fit into one UDP answer. */
    static final int SPF_RECORD_CHARACTERS = 16 * 1024;

    /** Characters of the text a domain gives for its refusals: it goes into an SMTP reply. */
    static final int SPF_EXPLANATION_CHARACTERS = 400;

    private AuthenticityLimits() {}
}
