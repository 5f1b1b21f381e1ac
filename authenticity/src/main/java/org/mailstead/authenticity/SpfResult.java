package org.mailstead.authenticity;

import java.util.Locale;

/** What SPF says of an address. RFC 7208 §2.6. */
public enum SpfResult {
    /** The domain says nothing, or there is no domain to ask. */
    NONE,
    /** The domain says expressly that it says nothing. */
    NEUTRAL,
    /** The address may send for the domain. */
    PASS,
    /** It may not. */
    FAIL,
    /** It probably may not. */
    SOFTFAIL,
    /** The DNS did not answer. */
    TEMPERROR,
    /** What the domain published cannot be understood. */
    PERMERROR;

    /** As in header fields. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
