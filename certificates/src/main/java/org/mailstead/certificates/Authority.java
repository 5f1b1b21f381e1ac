package org.mailstead.certificates;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.mailstead.wire.ServerCertificate;

/** Who issues certificates. */
interface Authority {
    /**
     * Blocks until there is one, which takes seconds to minutes.
     *
     * @param old the one that it takes the place of
     * @throws NotIssued with a sentence for the owner
     */
    ServerCertificate issue(String name, KeyPair key, Optional<X509Certificate> old)
            throws NotIssued, InterruptedException;

    /** When it wants a certificate of its own to be renewed; empty if it does not say. RFC 9773 §4.2 */
    Optional<Window> renewal(X509Certificate certificate) throws InterruptedException;

    /** From when until when. */
    record Window(Instant start, Instant end) {}
}
