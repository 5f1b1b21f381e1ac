package org.mailstead.authenticity;

/** The sentence that goes with a verdict. Foreign words stand in it, which may be of any length. */
final class Reason {
    private Reason() {}

    /** At most {@link AuthenticityLimits#REASON_CHARACTERS}, cut at the end. */
    static String bounded(String reason) {
        int most = AuthenticityLimits.REASON_CHARACTERS;
        return reason.length() <= most ? reason : reason.substring(0, most - 3) + "...";
    }
}
