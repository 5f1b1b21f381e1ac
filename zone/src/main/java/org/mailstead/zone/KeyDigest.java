package org.mailstead.zone;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import org.mailstead.dns.DnsRecord;
import org.mailstead.tlspolicy.TlsaRecords;

/** The key of a certificate, as DANE names it. */
final class KeyDigest {
    private KeyDigest() {}

    /** The kind that mail servers are advised to publish: the host's own key, by SHA-256. RFC 7672 §3.1.1. */
    static DnsRecord.Tlsa tlsa(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return new DnsRecord.Tlsa(TlsaRecords.DANE_EE, TlsaRecords.KEY, TlsaRecords.SHA_256, digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
