package org.mailstead.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.testkit.MovableClock;
import org.mailstead.wire.ServerCertificate;

@Timeout(120)
class CertificatesTest {
    private static final String ZONE = """
            mail.a.test. A 192.0.2.1
            imap.a.test. A 192.0.2.1
            imap.a.test. A 192.0.2.77
            smtp.a.test. AAAA 2001:db8::1
            pop.a.test. A 192.0.2.99
            mail.b.test. CNAME mail.a.test.
            """;

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");
    private final FakeAuthority authority = new FakeAuthority(clock, Duration.ofDays(90));
    private final Map<String, Boolean> wanted = new LinkedHashMap<>();
    private final Map<String, ServerCertificate> others = new LinkedHashMap<>();
    private Map<String, ServerCertificate> shown = Map.of();

    private final Certificates.Wishes wishes = new Certificates.Wishes() {
        @Override
        public Map<String, Boolean> names() {
            return wanted;
        }

        @Override
        public Optional<ServerCertificate> other(String name) {
            return Optional.ofNullable(others.get(name));
        }

        @Override
        public void show(Map<String, ServerCertificate> certificates) {
            shown = certificates;
        }
    };

    private Certificates certificates() {
        return certificates(ZONE);
    }

    private Certificates certificates(String zone) {
        return new Certificates(
                CertificateFolder.open(folder.resolve("certificates"), clock),
                authority,
                new NameCheck(
                        new ScriptedResolver(zone),
                        DnsName.of("mail.a.test"),
                        () -> List.of(InetAddress.ofLiteral("2001:db8::1"))),
                wishes,
                new Certificates.Chances(clock, new Random(7)));
    }

    private void want(String... names) {
        for (String name : names) wanted.put(name, false);
    }

    private static Standing of(Certificates certificates, String name) {
        return certificates.standings().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachNameThatLeadsHereHasItsOwn() throws Exception {
        want("mail.a.test", "imap.a.test", "smtp.a.test", "pop.a.test", "mta-sts.a.test", "mail.b.test");
        var certificates = certificates();
        certificates.look();
        assertThat(shown.keySet())
                .containsExactlyInAnyOrder("mail.a.test", "imap.a.test", "smtp.a.test", "mail.b.test");
        shown.forEach((name, certificate) -> assertThat(certificate.names()).containsExactly(name));
        assertThat(of(certificates, "pop.a.test").trouble())
                .isEqualTo(
                        "in the DNS it leads to 192.0.2.99, and this server (mail.a.test) is at 192.0.2.1, 2001:db8::1;"
                                + " if that is right all the same, add it to acme.names");
        assertThat(of(certificates, "mta-sts.a.test").trouble())
                .isEqualTo("it has no address in the DNS (A or AAAA record)");
        assertThat(authority.asked).hasSize(4);
    }

    @Test
    void whoIsAskedForByNameIsAskedForAllTheSame() throws Exception {
        wanted.put("pop.a.test", true);
        wanted.put("nowhere.a.test", true);
        certificates().look();
        assertThat(shown.keySet()).containsExactly("pop.a.test");
    }

    @Test
    void whatAnotherServesForIsNotAskedFor() throws Exception {
        want("mail.a.test");
        others.put("mail.a.test", authority.certificate("mail.a.test", key(), clock.instant(), Duration.ofDays(9)));
        var certificates = certificates();
        certificates.look();
        assertThat(authority.asked).isEmpty();
        assertThat(of(certificates, "mail.a.test").source()).isEqualTo(Standing.Source.FILES);
    }

    private KeyPair key() {
        return CertificateFolder.open(folder.resolve("other"), clock).key("other.test");
    }

    @Test
    void aDomainThatComesLaterAndOneThatGoes() throws Exception {
        want("mail.a.test");
        var certificates = certificates();
        certificates.look();
        want("mail.b.test");
        certificates.look();
        assertThat(shown.keySet()).containsExactlyInAnyOrder("mail.a.test", "mail.b.test");
        wanted.remove("mail.b.test");
        certificates.look();
        assertThat(shown.keySet()).containsExactly("mail.a.test");
        // It comes back before its certificate has ended: nobody is asked.
        want("mail.b.test");
        certificates.look();
        assertThat(shown.keySet()).containsExactlyInAnyOrder("mail.a.test", "mail.b.test");
        assertThat(authority.asked).hasSize(2);
        wanted.remove("mail.b.test");
        clock.advance(Duration.ofDays(91));
        certificates.look();
        assertThat(folder.resolve("certificates/mail.b.test.pem")).doesNotExist();
    }

    @Test
    void aRestartAsksForNothing() throws Exception {
        want("mail.a.test", "imap.a.test");
        authority.proves = name -> name.startsWith("mail.");
        certificates().look();
        assertThat(authority.asked).hasSize(2);
        var again = certificates();
        assertThat(shown.keySet()).containsExactly("mail.a.test");
        again.look();
        assertThat(authority.asked).hasSize(2);
        assertThat(of(again, "imap.a.test").trouble()).contains("answered by somebody else");
        assertThat(of(again, "imap.a.test").next())
                .hasValueSatisfying(next -> assertThat(next)
                        .isBetween(
                                clock.instant().plusSeconds(299),
                                clock.instant().plusSeconds(361)));
        assertThat(Certificates.kept(CertificateFolder.at(folder.resolve("certificates"), clock), wishes))
                .isEqualTo(again.standings());
    }

    private ServerCertificate shownFor(String name) {
        return Objects.requireNonNull(shown.get(name));
    }

    @Test
    void keysStayAndNobodyElseMayReadThem() throws Exception {
        want("mail.a.test");
        var certificates = certificates();
        authority.proves = name -> false;
        certificates.look();
        PublicKey prepared = CertificateFolder.at(folder.resolve("certificates"), clock)
                .prepared("mail.a.test")
                .orElseThrow()
                .own()
                .getPublicKey();
        authority.proves = name -> true;
        clock.advance(Duration.ofHours(1));
        certificates.look();
        assertThat(shownFor("mail.a.test").own().getPublicKey()).isEqualTo(prepared);
        var first = shownFor("mail.a.test");
        clock.advance(Duration.ofDays(61));
        certificates.look();
        assertThat(shownFor("mail.a.test").until()).isAfter(first.until());
        assertThat(shownFor("mail.a.test").own().getPublicKey()).isEqualTo(prepared);
        assertThat(authority.replaced.get("mail.a.test")).contains(first.own());
        try (var files = Files.list(folder.resolve("certificates"))) {
            for (Path file : files.toList())
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
        }
    }

    @Test
    void rightsThatOthersHaveAreTakenAway() throws Exception {
        want("mail.a.test");
        certificates().look();
        Path file = folder.resolve("certificates/mail.a.test.pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        certificates();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsGotAnew() throws Exception {
        want("mail.a.test");
        certificates().look();
        Files.writeString(folder.resolve("certificates/mail.a.test.pem"), "rubbish");
        Files.writeString(folder.resolve("certificates/state.json"), "[{");
        var again = certificates();
        assertThat(shown).isEmpty();
        again.look();
        assertThat(shown.keySet()).containsExactly("mail.a.test");
    }

    @Test
    void whatTheAuthorityAdvisesIsFollowedWithinReason() throws Exception {
        want("mail.a.test");
        var certificates = certificates();
        certificates.look();
        Instant issued = clock.instant();
        // It has to be replaced at once, as after a mistake of the authority.
        authority.advice = Optional.of(new Authority.Window(issued, issued.plus(Duration.ofHours(1))));
        clock.advance(Duration.ofHours(13));
        certificates.look();
        assertThat(authority.issuedFor("mail.a.test")).isEqualTo(2);
        // Never is too late.
        authority.advice =
                Optional.of(new Authority.Window(issued.plus(Duration.ofDays(400)), issued.plus(Duration.ofDays(500))));
        for (int day = 0; day < 89; day++) {
            clock.advance(Duration.ofDays(1));
            certificates.look();
        }
        assertThat(authority.issuedFor("mail.a.test")).isEqualTo(3);
    }

    @Test
    void whoTriesByHandIsKeptFromTheLimitToo() throws Exception {
        want("mail.a.test");
        authority.proves = name -> false;
        var certificates = certificates();
        for (int i = 0; i < 20; i++) {
            certificates.renew("mail.a.test");
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(authority.asked).hasSize(4);
        clock.advance(Duration.ofHours(1));
        authority.proves = name -> true;
        assertThat(certificates.renew("mail.a.test")).hasValueSatisfying(now -> {
            assertThat(now.trouble()).isEmpty();
            assertThat(now.isGood(clock.instant())).isTrue();
        });
        assertThat(certificates.renew("unknown.test")).isEmpty();
    }

    @Test
    void anAuthorityThatIsAwayIsNotAskedForEachName() throws Exception {
        want("mail.a.test", "imap.a.test", "smtp.a.test");
        authority.reachable = false;
        var certificates = certificates();
        certificates.look();
        assertThat(authority.asked).hasSize(1);
        authority.reachable = true;
        clock.advance(Duration.ofMinutes(10));
        certificates.look();
        assertThat(shown).hasSize(3);
    }

    @Test
    void whatDoesNotServeIsNotShown() throws Exception {
        want("mail.a.test");
        var wrong = new FakeAuthority(clock, Duration.ofDays(90));
        var certificates = new Certificates(
                CertificateFolder.open(folder.resolve("certificates"), clock),
                new Authority() {
                    @Override
                    public ServerCertificate issue(String name, KeyPair key, Optional<X509Certificate> old) {
                        return wrong.certificate("other.test", key, clock.instant(), Duration.ofDays(90));
                    }

                    @Override
                    public Optional<Window> renewal(X509Certificate certificate) {
                        return Optional.empty();
                    }
                },
                new NameCheck(new ScriptedResolver(ZONE), DnsName.of("mail.a.test"), List::of),
                wishes,
                new Certificates.Chances(clock, new Random(7)));
        certificates.look();
        assertThat(shown).isEmpty();
        assertThat(of(certificates, "mail.a.test").trouble()).contains("that is not for mail.a.test");
    }

    /** With an authority that is often away, names that often cannot be proved for days, and restarts in between. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aYear(int seed) throws Exception {
        var random = new Random(seed);
        want("mail.a.test", "imap.a.test", "smtp.a.test", "mail.b.test");
        var certificates = certificates();
        certificates.look();
        assertThat(shown).hasSize(4);
        var broken = new HashSet<String>();
        authority.proves = name -> !broken.contains(name);
        for (int hour = 0; hour < 365 * 24; hour += 1) {
            // Trouble lasts for days, but not for the whole third of a lifetime that is left for it.
            if (hour % 24 == 0) {
                authority.reachable = random.nextInt(4) > 0;
                broken.clear();
                for (String name : wanted.keySet()) if (random.nextInt(3) == 0) broken.add(name);
            }
            for (int step = 0; step < 6; step++) {
                clock.advance(Duration.ofMinutes(10));
                certificates.look();
            }
            if (random.nextInt(500) == 0) certificates = certificates();
            Instant now = clock.instant();
            assertThat(shown.keySet()).isEqualTo(wanted.keySet());
            shown.forEach((name, each) -> assertThat(each.until()).as(name).isAfter(now.plus(Duration.ofDays(5))));
        }
        for (String name : wanted.keySet()) {
            assertThat(authority.issuedFor(name)).as(name).isBetween(5L, 8L);
            neverAboveTheRate(name);
        }
    }

    private void neverAboveTheRate(String name) {
        var failures = new ArrayList<Instant>();
        for (var each : authority.asked) if (each.name().equals(name) && !each.issued()) failures.add(each.at());
        for (int i = 5; i < failures.size(); i++)
            assertThat(Duration.between(failures.get(i - 5), failures.get(i))).isGreaterThan(Duration.ofHours(1));
    }
}
