package org.mailstead.zone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.mailstead.authenticity.SignatureAlgorithm;
import org.mailstead.authenticity.SigningKey;
import org.mailstead.dns.DnsName;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsServer;

/** example.org on mail.example.org, as tests need it. */
final class Setups {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    static final DnsName DOMAIN = DnsName.of("example.org");
    static final DnsName HOST = DnsName.of("mail.example.org");
    static final SigningKey RSA = SigningKey.generate(DOMAIN, "r1", SignatureAlgorithm.RSA_SHA256, new SecureRandom());
    static final SigningKey ED =
            SigningKey.generate(DOMAIN, "e1", SignatureAlgorithm.ED25519_SHA256, new SecureRandom());
    static final ServedPolicy POLICY = new ServedPolicy(StsPolicy.Mode.TESTING, HOST, Duration.ofDays(7));
    static final String USER_AGENTS = "v=UAAC1; a=sha256; d=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    static final List<X509Certificate> CERTIFICATES =
            certificates("mail.example.org", "mta-sts.example.org", "mta-sts.example.net");

    private Setups() {}

    static List<X509Certificate> certificates(String... names) {
        try {
            Path folder = Files.createTempDirectory("certificate");
            SelfSigned.write(folder.resolve("c.pem"), folder.resolve("k.pem"), List.of(names), CLOCK);
            return TlsServer.fromPem(folder.resolve("c.pem"), folder.resolve("k.pem"), CLOCK)
                    .chain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MailSetup usual() {
        return of(DOMAIN);
    }

    static MailSetup of(DnsName domain) {
        return new MailSetup(
                domain,
                HOST,
                List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1")),
                Map.of(Service.SUBMISSIONS, 465, Service.IMAPS, 993, Service.IMAP, 143),
                domain.equals(DOMAIN)
                        ? List.of(
                                new MailSetup.Key(RSA, MailSetup.Use.SIGNS),
                                new MailSetup.Key(ED, MailSetup.Use.WAITING))
                        : List.of(),
                CERTIFICATES,
                POLICY,
                true,
                USER_AGENTS,
                "",
                new MailSetup.Reports("dmarc-reports@" + domain, "tls-reports@" + domain));
    }

    static MailSetup with(List<X509Certificate> certificates) {
        var usual = usual();
        return new MailSetup(
                usual.domain(),
                usual.host(),
                usual.addresses(),
                usual.services(),
                usual.keys(),
                certificates,
                usual.policy(),
                usual.web(),
                usual.userAgents(),
                usual.smarthost(),
                usual.reports());
    }
}
