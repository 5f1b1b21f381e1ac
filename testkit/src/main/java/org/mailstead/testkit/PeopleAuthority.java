package org.mailstead.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that vouches for people by certificates. */
public final class PeopleAuthority {
    private static final Duration DAY = Duration.ofDays(1);
    private static final AtomicLong NUMBERS = new AtomicLong(0x1f00);

    private final String name;
    private final Instant now;
    private final KeyPair keys;
    private final List<X509Certificate> chain;

    private PeopleAuthority(String name, Instant now, KeyPair keys, List<X509Certificate> chain) {
        this.name = name;
        this.now = now;
        this.keys = keys;
        this.chain = chain;
    }

    /** One that nobody else vouches for, good from a day ago to a day ahead. */
    public static PeopleAuthority root(String name, Instant now) {
        return root(name, now, now.plus(DAY));
    }

    public static PeopleAuthority root(String name, Instant now, Instant until) {
        KeyPair keys = keys();
        var wish = new Wish(name, List.of(), now.minus(DAY.multipliedBy(9)), until, Optional.empty(), true);
        return new PeopleAuthority(name, now, keys, List.of(make(wish, keys, name, keys, true)));
    }

    /** Another that this one vouches for. */
    public PeopleAuthority under(String other) {
        KeyPair theirs = keys();
        X509Certificate made = make(wish(other), theirs, name, keys, true);
        var longer = new ArrayList<>(List.of(made));
        longer.addAll(chain);
        return new PeopleAuthority(other, now, theirs, List.copyOf(longer));
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** What somebody wants certified. Purposes are those of the extended key usage; empty for any. */
    public record Wish(
            String name,
            List<String> addresses,
            Instant from,
            Instant until,
            Optional<KeyPurposeId> purpose,
            boolean signs) {
        public Wish between(Instant first, Instant last) {
            return new Wish(name, addresses, first, last, purpose, signs);
        }

        public Wish forClients() {
            return new Wish(name, addresses, from, until, Optional.of(KeyPurposeId.id_kp_clientAuth), signs);
        }

        public Wish forServers() {
            return new Wish(name, addresses, from, until, Optional.of(KeyPurposeId.id_kp_serverAuth), signs);
        }

        public Wish forEncryptionOnly() {
            return new Wish(name, addresses, from, until, purpose, false);
        }
    }

    /** Good from a day ago to a day ahead, for anything. */
    public Wish wish(String holder, String... addresses) {
        return new Wish(holder, List.of(addresses), now.minus(DAY), now.plus(DAY), Optional.empty(), true);
    }

    /** A certificate and its key, with those who vouch for it up to, but not with, the root. */
    public record Holder(PrivateKey key, List<X509Certificate> chain) {
        public void write(Path certificateFile, Path keyFile) {
            try {
                Files.writeString(certificateFile, pem(chain));
                Files.writeString(keyFile, block("PRIVATE KEY", key.getEncoded()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public Holder issue(Wish wish) {
        KeyPair theirs = keys();
        var whole = new ArrayList<>(List.of(make(wish, theirs, name, keys, false)));
        whole.addAll(chain.subList(0, chain.size() - 1));
        return new Holder(theirs.getPrivate(), List.copyOf(whole));
    }

    /** One that only the holder of another certificate vouches for, who may not. */
    public Holder issuedBy(Holder other, Wish wish) {
        KeyPair theirs = keys();
        X509Certificate by = other.chain().getFirst();
        String issuer = by.getSubjectX500Principal().getName().substring("CN=".length());
        var signing = new KeyPair(by.getPublicKey(), other.key());
        var whole = new ArrayList<>(List.of(make(wish, theirs, issuer, signing, false)));
        whole.addAll(other.chain());
        return new Holder(theirs.getPrivate(), List.copyOf(whole));
    }

    public static String pem(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        try {
            for (X509Certificate each : certificates) text.append(block("CERTIFICATE", each.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
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

    private static X500Name called(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static X509Certificate make(Wish wish, KeyPair of, String issuer, KeyPair by, boolean authority) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    called(issuer),
                    BigInteger.valueOf(NUMBERS.incrementAndGet()),
                    Date.from(wish.from()),
                    Date.from(wish.until()),
                    called(wish.name()),
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            int signs = wish.signs() ? KeyUsage.digitalSignature : KeyUsage.keyAgreement;
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(authority ? KeyUsage.keyCertSign : signs));
            if (wish.purpose().isPresent())
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        true,
                        new ExtendedKeyUsage(wish.purpose().get()));
            if (!wish.addresses().isEmpty())
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(wish.addresses().stream()
                                .map(address -> new GeneralName(GeneralName.rfc822Name, address))
                                .toArray(GeneralName[]::new)));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }
}
