package org.mailstead.tlspolicy;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.tlspolicy.TlsFailure.Kind;

/**
 * Whether a chain of certificates fits TLSA records. RFC 6698 §2.1, RFC 7672 §3.
 *
 * @param chain as the host has shown it, its own certificate first; at least one
 * @param names one of which its own certificate has to bear, if it is found good by its issuer
 */
record TlsaMatch(List<X509Certificate> chain, List<DnsName> names, Instant now) {
    /** Issuers between a host's certificate and the one that is named. Real chains have one or two. */
    private static final int LONGEST_PATH = 8;

    /** Of public keys, by the names they have in certificates. */
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    /** @param records usable ones. RFC 7672 §3.1 */
    Optional<TlsFailure> objection(List<Tlsa> records) {
        TlsFailure nearest = new TlsFailure(Kind.TLSA_INVALID, "the certificate is none of those");
        for (Tlsa record : records) {
            if (record.usage() == TlsaRecords.DANE_EE && matches(record, chain.getFirst())) return Optional.empty();
            if (record.usage() != TlsaRecords.DANE_TA) continue;
            Optional<TlsFailure> objection = objectionToIssued(record);
            if (objection.isEmpty()) return Optional.empty();
            // What only lacks the right name or date is nearer than what was issued by somebody else.
            if (objection.get().kind() != Kind.TLSA_INVALID) nearest = objection.get();
        }
        return Optional.of(nearest);
    }

    /** By its issuer, the host's own name and dates count too. RFC 7672 §3.1.2. */
    private Optional<TlsFailure> objectionToIssued(Tlsa record) {
        Set<TrustAnchor> anchors = anchors(record);
        if (anchors.isEmpty() || !leadsTo(anchors, chain.getFirst().getNotBefore(), false))
            return Optional.of(new TlsFailure(Kind.TLSA_INVALID, "the certificate is issued by nobody they name"));
        if (!leadsTo(anchors, Date.from(now), true)) {
            String why = "the certificate, or one between it and its issuer, is not valid at this time";
            return Optional.of(new TlsFailure(Kind.CERTIFICATE_EXPIRED, why));
        }
        if (!HostNames.bears(chain.getFirst(), names))
            return Optional.of(new TlsFailure(Kind.CERTIFICATE_HOST_MISMATCH, "the certificate is for another name"));
        return Optional.empty();
    }

    /** Where paths may begin: issuers in the chain that fit, or what the record itself holds. RFC 7672 §3.1.2. */
    private Set<TrustAnchor> anchors(Tlsa record) {
        var anchors = new HashSet<TrustAnchor>();
        for (X509Certificate each : chain.subList(1, chain.size()))
            if (each.getBasicConstraints() >= 0 && matches(record, each)) anchors.add(new TrustAnchor(each, null));
        if (!anchors.isEmpty() || record.matching() != TlsaRecords.FULL) return anchors;
        // It need not be sent where it can be read here. RFC 7671 §5.2.2 for certificates, §5.2.3 for bare keys.
        try {
            if (record.selector() == TlsaRecords.CERTIFICATE) {
                anchors.add(new TrustAnchor(certificate(record.data()), null));
            } else {
                PublicKey key = key(record.data());
                var issuers = new HashSet<X500Principal>();
                for (X509Certificate each : chain) issuers.add(each.getIssuerX500Principal());
                for (X500Principal issuer : issuers) anchors.add(new TrustAnchor(issuer, key, null));
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            // Rubbish in the record: nothing is issued by it.
            return Set.of();
        }
        return anchors;
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static PublicKey key(byte[] der) throws GeneralSecurityException {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // Perhaps it is one of another kind.
            }
        }
        throw new GeneralSecurityException("a key of no known kind");
    }

    /** @param strictly whether the issuer itself has to be valid at that time too */
    private boolean leadsTo(Set<TrustAnchor> anchors, Date at, boolean strictly) {
        try {
            Set<TrustAnchor> valid = new HashSet<>(anchors);
            if (strictly) valid.removeIf(anchor -> !isValid(anchor, at));
            if (valid.isEmpty()) return false;
            var leaf = new X509CertSelector();
            leaf.setCertificate(chain.getFirst());
            var parameters = new PKIXBuilderParameters(valid, leaf);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            // Who issues for himself says in the DNS what counts: there is nobody to ask for lists.
            parameters.setRevocationEnabled(false);
            parameters.setDate(at);
            parameters.setMaxPathLength(LONGEST_PATH);
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK builds paths of certificates", e);
        }
    }

    private static boolean isValid(TrustAnchor anchor, Date at) {
        X509Certificate issuer = anchor.getTrustedCert();
        return issuer == null || (!at.before(issuer.getNotBefore()) && !at.after(issuer.getNotAfter()));
    }

    /** RFC 6698 §2.1.2, §2.1.3. */
    static boolean matches(Tlsa record, X509Certificate certificate) {
        try {
            byte[] selected = record.selector() == TlsaRecords.CERTIFICATE
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            byte[] data = switch (record.matching()) {
                case TlsaRecords.FULL -> selected;
                case TlsaRecords.SHA_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case TlsaRecords.SHA_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> throw new IllegalArgumentException("matching type " + record.matching());
            };
            return Arrays.equals(data, record.data());
        } catch (CertificateEncodingException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }
}
