package org.mailstead.certificates;

import java.time.Instant;
import java.util.Optional;
import org.mailstead.wire.ServerCertificate;

/**
 * How it stands with a name.
 *
 * @param source where its certificate comes from
 * @param certificate what clients that ask for the name are shown; empty where that is one for other names
 * @param lastTry when an authority was asked last
 * @param trouble why there is none, or no newer one; empty if all is well
 * @param next when something will be tried or looked at again; empty for never
 */
public record Standing(
        String name,
        Source source,
        Optional<ServerCertificate> certificate,
        Optional<Instant> lastTry,
        String trouble,
        Optional<Instant> next) {
    /** Where from. */
    public enum Source {
        /** Files that somebody else writes. */
        FILES,
        /** An authority that is asked from here. */
        ACME,
        /** Nowhere, as things are. */
        NONE
    }

    /** Whether clients that verify certificates get in by this name. */
    public boolean isGood(Instant now) {
        return certificate.isPresent() && now.isBefore(certificate.get().until()) && !isSelfMade(certificate.get());
    }

    /** Whether nobody but its own key vouches for it. */
    public static boolean isSelfMade(ServerCertificate certificate) {
        var own = certificate.own();
        return own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
    }
}
