package org.mailstead.authenticity;

import java.util.Locale;

/** What came of one signature. RFC 8601 §2.7.1. */
public enum DkimResult {
    /** The message is not signed. */
    NONE,
    /** The domain answers for the message, which is as it was signed. */
    PASS,
    /** The message is not what was signed, or somebody else signed it. */
    FAIL,
    /** The signature fits, but is of a kind that we do not take: a weak key, or one that leaves part of the body unsigned. */
    POLICY,
    /** There is something that cannot be read as a signature. */
    NEUTRAL,
    /** The key could not be had just now. */
    TEMPERROR,
    /** The signature can never be verified: its key is gone, or it contradicts itself. */
    PERMERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
