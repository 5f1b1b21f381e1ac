package org.mailstead.certificates;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.ServerCertificate;

/** Issues to whom it is told to, and remembers when it was asked. */
final class FakeAuthority implements Authority {
    private final Clock clock;
    private final Duration lifetime;
    private final ServerCertificate own;
    private int serial = 1;

    /** Whether a name can be proved just now. */
    Predicate<String> proves = name -> true;

    boolean reachable = true;
    Optional<Window> advice = Optional.empty();
    final List<Asked> asked = new ArrayList<>();
    final Map<String, Optional<X509Certificate>> replaced = new HashMap<>();

    /** A try. */
    record Asked(String name, Instant at, boolean issued) {}

    FakeAuthority(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.own = SelfSigned.make(List.of("authority.test"), clock);
    }

    @Override
    public ServerCertificate issue(String name, KeyPair key, Optional<X509Certificate> old) throws NotIssued {
        Instant now = clock.instant();
        boolean issues = reachable && proves.test(name);
        asked.add(new Asked(name, now, issues));
        replaced.put(name, old);
        if (!reachable) throw NotIssued.forAll("The authority cannot be reached.", new java.io.IOException("down"));
        if (!issues) throw NotIssued.because("Port 80 of " + name + " is answered by somebody else.");
        return certificate(name, key, now, lifetime);
    }

    ServerCertificate certificate(String name, KeyPair key, Instant from, Duration lives) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=Authority"),
                    BigInteger.valueOf(serial++),
                    Date.from(from),
                    Date.from(from.plus(lives)),
                    new X500Name("CN=" + name),
                    key.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(own.key());
            return new ServerCertificate(
                    List.of(new JcaX509CertificateConverter().getCertificate(builder.build(signer))), key.getPrivate());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<Window> renewal(X509Certificate certificate) {
        return advice;
    }

    long issuedFor(String name) {
        return asked.stream()
                .filter(each -> each.issued() && each.name().equals(name))
                .count();
    }
}
