package org.mailstead.wire;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes a certificate for development: TLS works at once, and mail programs ask once whether to trust it. */
public final class SelfSigned {
    /** The longest that Apple's programs accept. */
    private static final Duration GOOD_FOR = Duration.ofDays(825);

    /** Clocks of other machines may be behind. */
    private static final Duration GOOD_BEFORE_NOW = Duration.ofDays(1);

    /** RFC 8737 §6.1. */
    private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

    private SelfSigned() {}

    /**
     * Writes a new key (readable by its owner only) and a certificate, over files that are there.
     *
     * @param names host names and IP addresses it is good for, at least one; the first is its subject
     */
    public static void write(Path certificate, Path privateKey, List<String> names, Clock clock) throws IOException {
        ServerCertificate made = make(names, clock);
        try {
            AtomicFile.write(
                    privateKey, ServerCertificate.pem("PRIVATE KEY", made.key().getEncoded()), AtomicFile.SECRET);
            AtomicFile.write(
                    certificate, ServerCertificate.pem("CERTIFICATE", made.own().getEncoded()), "rw-r--r--");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what was made can be written", e);
        }
    }

    /**
     * A certificate with a new key, in memory only.
     *
     * @param names host names and IP addresses it is good for, at least one; the first is its subject
     */
    public static ServerCertificate make(List<String> names, Clock clock) {
        return make(names, Optional.empty(), clock);
    }

    /**
     * One that proves to a certificate authority that a name is ours. RFC 8737 §3.
     *
     * @param digest of what the authority wants to see
     */
    public static ServerCertificate proof(String name, byte[] digest, Clock clock) {
        return make(List.of(name), Optional.of(new DEROctetString(digest)), clock);
    }

    private static ServerCertificate make(List<String> names, Optional<ASN1OctetString> proof, Clock clock) {
        if (names.isEmpty()) throw new IllegalArgumentException("a certificate needs a name");
        try {
            KeyPair pair = newKey();
            return new ServerCertificate(List.of(certify(pair, names, proof, clock.instant())), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this Java cannot make certificates", e);
        }
    }

    /** Of the kind that every program knows and that is quick to sign with. */
    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this curve", e);
        }
    }

    private static X509Certificate certify(
            KeyPair pair, List<String> names, Optional<ASN1OctetString> proof, Instant now)
            throws CertIOException, GeneralSecurityException, OperatorCreationException {
        var subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, names.getFirst())
                .build();
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(GOOD_BEFORE_NOW)),
                Date.from(now.plus(GOOD_FOR).minus(GOOD_BEFORE_NOW)),
                subject,
                pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream().map(SelfSigned::generalName).toArray(GeneralName[]::new)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        if (proof.isPresent()) builder.addExtension(ACME_IDENTIFIER, true, proof.get());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static GeneralName generalName(String name) {
        try {
            // Never a look-up in the DNS: only texts that are addresses pass.
            return new GeneralName(
                    GeneralName.iPAddress, InetAddress.ofLiteral(name).getHostAddress());
        } catch (IllegalArgumentException e) {
            return new GeneralName(GeneralName.dNSName, name);
        }
    }
}
