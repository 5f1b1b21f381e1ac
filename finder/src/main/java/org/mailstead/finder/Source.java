package org.mailstead.finder;

import java.util.List;
import java.util.Optional;
import org.mailstead.settings.Provider;

/**
 * One way in which settings were looked for, and what came of it.
 *
 * @param provider who was found in the table; empty for other ways
 */
public record Source(Kind kind, Look look, Optional<Provider> provider) {
    Source(Kind kind, Look look) {
        this(kind, look, Optional.empty());
    }

    /** What the table says of a provider. */
    static Source of(Kind kind, String place, Provider provider, String address) {
        var look = Look.found(
                place, provider.settings(address, "").servers(), new Look.Told(provider.secrets(), List.of()));
        return new Source(kind, look, Optional.of(provider));
    }

    /** Ways, those that are trusted most first. */
    public enum Kind {
        /** The table of providers, by the address. */
        TABLE,
        /** The table of providers, by the host that takes the domain's mail. */
        MAIL_HOST,
        /** The domain's own document for Thunderbird and others, over HTTPS. */
        AUTOCONFIG,
        /** The domain's own document of the newest form. */
        USER_AGENT_CONFIGURATION,
        /** The document of whoever takes the domain's mail, over HTTPS. */
        MAIL_HOST_AUTOCONFIG,
        /** The public directory of providers. */
        DATABASE,
        /** What Exchange tells. */
        AUTODISCOVER,
        /** Records in the DNS. */
        RECORDS,
        /** Whether Microsoft knows the domain. */
        MICROSOFT,
        /** The domain's own document without TLS: whoever is between can write it. */
        UNENCRYPTED,
        /** Names that servers often have. */
        GUESS;

        /** Whether the domain or its provider says so, over a connection that proves it, or we do. */
        boolean isProved() {
            return compareTo(AUTODISCOVER) <= 0;
        }
    }

    /** Whether there are settings. */
    public boolean isFound() {
        return look.isFound();
    }
}
