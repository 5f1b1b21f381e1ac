package org.mailstead.authenticity;

import java.util.Locale;
import java.util.Optional;

/** What a domain wants to become of mail that only claims to be its own. RFC 9989 §4.7. */
public enum DmarcPolicy {
    NONE,
    QUARANTINE,
    REJECT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DmarcPolicy> named(String word) {
        for (var each : values()) if (each.word().equalsIgnoreCase(word)) return Optional.of(each);
        return Optional.empty();
    }

    /** One step milder, for domains that are still trying. RFC 9989 §4.7, tag {@code t}. */
    DmarcPolicy milder() {
        return switch (this) {
            case NONE, QUARANTINE -> NONE;
            case REJECT -> QUARANTINE;
        };
    }
}
