package org.mailstead.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.ClientLogin;
import org.mailstead.smtp.SmtpClient.Dialect;

/**
 * How a host wants to be talked to.
 *
 * @param chosen whether somebody who runs this server named it, and not the DNS
 * @param anyCertificate whether it need not prove who it is
 * @param sources our own addresses to come from, in place of the usual ones; at most one of each family
 * @param login null to send without signing in
 */
record Access(
        Dialect dialect,
        Security security,
        boolean chosen,
        boolean anyCertificate,
        List<InetAddress> sources,
        @Nullable ClientLogin login) {
    enum Security {
        /** TLS if it can, with whatever certificate. RFC 7435. */
        IF_POSSIBLE,
        /** STARTTLS or nothing. */
        STARTTLS,
        /** TLS from the first byte. RFC 8314 §3.3. */
        TLS,
        /** In plain text, as on a network of one's own. */
        NONE
    }

    /** Of those that a domain names. */
    static final Access USUAL = new Access(Dialect.SMTP, Security.IF_POSSIBLE, false, true, List.of(), null);

    Access {
        sources = List.copyOf(sources);
    }

    /** The same with proof of who is there; empty if it goes without TLS. */
    Optional<Access> strictly() {
        if (!chosen || security == Security.NONE) return Optional.empty();
        Security atLeast = security == Security.IF_POSSIBLE ? Security.STARTTLS : security;
        return Optional.of(new Access(dialect, atLeast, true, false, sources, login));
    }
}
