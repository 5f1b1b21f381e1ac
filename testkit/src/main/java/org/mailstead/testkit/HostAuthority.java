package org.mailstead.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
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

/** An authority that vouches for hosts, through one between as public authorities do, and for some in every wrong way there is. */
public final class HostAuthority {
    private static final Duration DAY = Duration.ofDays(1);
    private static final AtomicLong NUMBERS = new AtomicLong(0x2f00);

    private final Instant now;
    private final X509Certificate rootCertificate;
    private final Signer between;
    private final X509Certificate betweenCertificate;

    /** Somebody who signs. */
    private record Signer(X500Name name, KeyPair keys) {}

    /** A certificate and its key, with those who vouch for it up to, but not with, the root. */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {
        public Identity {
            chain = List.copyOf(chain);
        }
    }

    /** @param organisation whose it is, as programs show it: that of a public authority, or of a virus scanner */
    public HostAuthority(String organisation, Instant now) {
        this.now = now;
        var root = new Signer(called(organisation + " Root", organisation), keys());
        between = new Signer(called(organisation + " R1", organisation), keys());
        rootCertificate = authority(root, root);
        betweenCertificate = authority(between, root);
    }

    /** What whoever trusts this authority has. */
    public KeyStore roots() {
        try {
            var roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            roots.setCertificateEntry("root", rootCertificate);
            return roots;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A good one, from yesterday for three months. */
    public Identity of(String... names) {
        return between(now.minus(DAY), now.plus(DAY.multipliedBy(90)), names);
    }

    public Identity between(Instant from, Instant until, String... names) {
        KeyPair keys = keys();
        return new Identity(
                keys.getPrivate(), List.of(leaf(keys, between, from, until, true, names), betweenCertificate));
    }

    public Identity expired(String... names) {
        return between(now.minus(DAY.multipliedBy(91)), now.minus(DAY), names);
    }

    public Identity notYet(String... names) {
        return between(now.plus(DAY), now.plus(DAY.multipliedBy(91)), names);
    }

    /** Without the one between, which it names. */
    public Identity incomplete(String... names) {
        var whole = of(names);
        return new Identity(whole.key(), whole.chain().subList(0, 1));
    }

    /** The same, and it does not say where the one between can be got. */
    public Identity incompleteWithoutPlace(String... names) {
        KeyPair keys = keys();
        return new Identity(
                keys.getPrivate(), List.of(leaf(keys, between, now.minus(DAY), now.plus(DAY), false, names)));
    }

    /** Signed by itself. */
    public Identity selfSigned(String... names) {
        KeyPair keys = keys();
        var self = new Signer(called(names[0], ""), keys);
        return new Identity(keys.getPrivate(), List.of(leaf(keys, self, now.minus(DAY), now.plus(DAY), false, names)));
    }

    private X509Certificate leaf(KeyPair keys, Signer by, Instant from, Instant until, boolean place, String... names) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    by.name(),
                    BigInteger.valueOf(NUMBERS.incrementAndGet()),
                    Date.from(from),
                    Date.from(until),
                    called(names[0], ""),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            var all = new ArrayList<GeneralName>();
            for (String name : names) all.add(generalName(name));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(all.toArray(new GeneralName[0])));
            if (place)
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_caIssuers,
                                new GeneralName(
                                        GeneralName.uniformResourceIdentifier, "http://authority.test/r1.cer")));
            return signed(builder, by);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static GeneralName generalName(String name) {
        boolean address = name.matches("[0-9.]+|.*:.*");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private X509Certificate authority(Signer of, Signer by) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    by.name(),
                    BigInteger.valueOf(NUMBERS.incrementAndGet()),
                    Date.from(now.minus(DAY.multipliedBy(1000))),
                    Date.from(now.plus(DAY.multipliedBy(1000))),
                    of.name(),
                    of.keys().getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return signed(builder, by);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, Signer by)
            throws GeneralSecurityException, OperatorCreationException {
        var signer =
                new JcaContentSignerBuilder("SHA256withECDSA").build(by.keys().getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
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

    private static X500Name called(String name, String organisation) {
        var builder = new X500NameBuilder(BCStyle.INSTANCE);
        if (!organisation.isEmpty()) builder.addRDN(BCStyle.O, organisation);
        return builder.addRDN(BCStyle.CN, name).build();
    }
}
