package org.mailstead.tlspolicy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.testkit.ScriptedServer;

/** Makes issuers and what they issue, good for a day before and after {@link #NOW}. */
final class TestCertificates {
    static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private static final char[] NO_PASSWORD = {};
    private static final Duration DAY = Duration.ofDays(1);

    private final String name;
    private final KeyPair keys;
    final X509Certificate certificate;

    private TestCertificates(String name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** An issuer that nobody else vouches for. */
    static TestCertificates root(String name) {
        return root(name, NOW.plus(DAY));
    }

    static TestCertificates root(String name, Instant end) {
        KeyPair keys = keys();
        return new TestCertificates(name, keys, make(name, keys, name, keys, end, true, List.of()));
    }

    TestCertificates issuer(String other) {
        KeyPair theirs = keys();
        return new TestCertificates(other, theirs, make(other, theirs, name, keys, NOW.plus(DAY), true, List.of()));
    }

    X509Certificate host(String... hosts) {
        return hostUntil(NOW.plus(DAY), hosts);
    }

    X509Certificate hostUntil(Instant end, String... hosts) {
        return make("host", keys(), name, keys, end, false, List.of(hosts));
    }

    /** A server's side of TLS, with a certificate for {@code host} that ends then. */
    ScriptedServer.Tls server(String host, Instant end) throws GeneralSecurityException, IOException {
        KeyPair theirs = keys();
        X509Certificate shown = make("host", theirs, name, keys, end, false, List.of(host));
        var store = emptyStore();
        store.setKeyEntry("host", theirs.getPrivate(), NO_PASSWORD, new Certificate[] {shown, certificate});
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return plain -> {
            var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            socket.setUseClientMode(false);
            return socket;
        };
    }

    /** Trusts this issuer only. */
    KeyStore roots() throws GeneralSecurityException, IOException {
        var store = emptyStore();
        store.setCertificateEntry("root", certificate);
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    static Tlsa record(int usage, int selector, int matching, X509Certificate certificate) {
        try {
            byte[] selected = selector == 0
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            byte[] data = matching == 0
                    ? selected
                    : MessageDigest.getInstance(matching == 1 ? "SHA-256" : "SHA-512")
                            .digest(selected);
            return new Tlsa(usage, selector, matching, data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate make(
            String subject, KeyPair of, String issuer, KeyPair by, Instant end, boolean ca, List<String> hosts) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    BigInteger.valueOf(Integer.toUnsignedLong(of.getPublic().hashCode()) + 1),
                    Date.from(NOW.minus(DAY.multipliedBy(3))),
                    Date.from(end),
                    new X500Name("CN=" + subject),
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            int usage = ca ? KeyUsage.keyCertSign : KeyUsage.digitalSignature;
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!hosts.isEmpty()) {
                var names = hosts.stream()
                        .map(host -> new GeneralName(GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }
}
