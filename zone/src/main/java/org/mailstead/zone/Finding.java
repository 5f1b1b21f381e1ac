package org.mailstead.zone;

import java.util.Locale;

/**
 * What was found of one record.
 *
 * @param subject which, such as {@code MX example.org}
 * @param wrong whether it has to be mended
 * @param found in a sentence without its end
 * @param advice what to do, in sentences; empty if nothing is to be done
 */
public record Finding(String subject, State state, boolean wrong, String found, String advice) {
    /** How it stands with a record. */
    public enum State {
        FINE,
        MISSING,
        /** Something else stands there. */
        DIFFERENT,
        /** It works, but perhaps not as it is meant. */
        DOUBTFUL,
        /** The DNS did not tell. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding fine(String subject, String found) {
        return new Finding(subject, State.FINE, false, found, "");
    }

    static Finding missing(String subject, boolean wrong, String found, String advice) {
        return new Finding(subject, State.MISSING, wrong, found, advice);
    }

    /** That has to be mended. */
    static Finding different(String subject, String found, String advice) {
        return new Finding(subject, State.DIFFERENT, true, found, advice);
    }

    static Finding doubtful(String subject, String found, String advice) {
        return new Finding(subject, State.DOUBTFUL, false, found, advice);
    }

    /** Never to be taken for missing. */
    static Finding unknown(String subject, String why) {
        return new Finding(
                subject,
                State.UNKNOWN,
                false,
                "could not be found out: " + why,
                "Ask again later; nothing follows from it.");
    }
}
