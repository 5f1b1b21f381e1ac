package org.mailstead.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.texts.Language;

/** What is worth a remark, and what is not: the same scenes as for the cases, with one thing more or less in the DNS. */
@Timeout(120)
class RemarksTest {
    private static final String REFUSED =
            "554 5.7.1 Service unavailable; Client host [198.51.100.9] blocked using a list";

    /** @param remarks their words, with spaces between */
    record Seen(String remarks, String name, Row.Making made) {
        @Override
        public String toString() {
            return remarks + ": " + name;
        }
    }

    static Stream<Seen> all() {
        return Stream.of(records(), aliases(), keys(), senders()).flatMap(List::stream);
    }

    private static List<Seen> records() {
        return List.of(
                new Seen(
                        "records-name-another",
                        "the old server in the records",
                        scene -> scene.hosts.record("_imaps._tcp.example.org SRV 0 1 993 imap.old.test")),
                new Seen(
                        "",
                        "the server in the records",
                        scene -> scene.hosts
                                .record("_imaps._tcp.example.org SRV 0 1 993 " + Scene.HOST)
                                .record("_submission._tcp.example.org SRV 0 1 587 " + Scene.HOST)),
                new Seen("", "the server in the records by a name that it is an alias of", scene -> {
                    alias(scene, "imap.example.org", Scene.HOST);
                    scene.hosts.record("_imaps._tcp.example.org SRV 0 1 993 " + Scene.HOST);
                }),
                new Seen(
                        "",
                        "one of two ways shut",
                        scene -> scene.hosts
                                .record("_imap._tcp.example.org SRV 0 0 0 .")
                                .record("_imaps._tcp.example.org SRV 0 1 993 " + Scene.HOST)),
                new Seen(
                        "records-name-none",
                        "no service at all",
                        scene -> scene.hosts
                                .record("_imap._tcp.example.org SRV 0 0 0 .")
                                .record("_imaps._tcp.example.org SRV 0 0 0 .")));
    }

    /** The program reads by a name that stands for another. */
    private static void alias(Scene scene, String name, String other) {
        scene.hosts.record(name + " CNAME " + other);
        scene.set = List.of(Scene.server(Protocol.IMAP, name, 993), scene.submission);
        scene.right = scene.set;
        scene.host().shows(scene.hosts.authority().of(Scene.HOST, name));
    }

    private static List<Seen> aliases() {
        return List.of(
                new Seen("", "a name for the own server", scene -> alias(scene, "imap.example.org", Scene.HOST)),
                new Seen(
                        "alias-to-nowhere",
                        "a server that was given up",
                        scene -> alias(scene, "imap.example.org", "gone.hoster.test")),
                new Seen(
                        "alias-to-nowhere alias-of-another",
                        "a name for a large provider's",
                        scene -> alias(scene, "imap.example.org", "outlook.office365.com")));
    }

    private static List<Seen> keys() {
        return List.of(
                new Seen("no-signing-key", "mail at Google without a key", scene -> google(scene)),
                new Seen("", "mail at Google with its key", scene -> {
                    google(scene);
                    scene.hosts.record("google._domainkey.firm.org TXT \"v=DKIM1; k=rsa; p=MIIB\"");
                }),
                new Seen("no-signing-key", "a key that was taken back", scene -> {
                    google(scene);
                    scene.hosts.record("google._domainkey.firm.org TXT \"v=DKIM1; k=rsa; p=\"");
                }));
    }

    private static void google(Scene scene) {
        scene.address = "ann@firm.org";
        scene.hosts.record("firm.org MX 1 smtp.google.com");
    }

    private static List<Seen> senders() {
        return List.of(
                new Seen("no-reverse-name", "an address that a server refused", scene -> scene.said = REFUSED),
                new Seen("", "with a name", scene -> {
                    scene.said = REFUSED;
                    scene.hosts.host("out.example.org").address("198.51.100.9");
                }),
                new Seen("reverse-name-astray", "with a name that is another's", scene -> {
                    scene.said = REFUSED;
                    scene.hosts.record("9.100.51.198.in-addr.arpa PTR " + Scene.HOST);
                }),
                new Seen("listed list-refuses", "on a list, and another does not answer", scene -> {
                    listed(scene);
                    scene.hosts
                            .record("1.2.0.192.a.lists.test A 127.0.0.2")
                            .record("1.2.0.192.b.lists.test A 127.255.255.254");
                }),
                new Seen("", "on no list", RemarksTest::listed),
                new Seen("", "lists that were given up", scene -> {
                    listed(scene);
                    scene.hosts.record("*.a.lists.test A 203.0.113.7").record("*.b.lists.test A 127.0.0.1");
                }));
    }

    private static void listed(Scene scene) {
        scene.blocklists = List.of(DnsName.of("a.lists.test"), DnsName.of("b.lists.test"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachIsSeen(Seen seen) throws Exception {
        try (var scene = new Scene()) {
            seen.made().in(scene);
            var report = scene.examined();
            assertThat(report.remarks().stream().map(each -> each.kind().word()).collect(Collectors.joining(" ")))
                    .as(() -> ReportText.log(report))
                    .isEqualTo(seen.remarks());
            for (Language language : Language.values()) {
                var text = new ReportText(language, Clock.systemUTC());
                for (Remark each : report.remarks())
                    assertThat(text.people(report))
                            .contains("  - " + text.remark(each))
                            .doesNotContain("{");
            }
        }
    }

    @Test
    void nobodyIsAskedForAnAddressUnlessThatIsAllowed() throws Exception {
        try (var scene = new Scene()) {
            scene.said = REFUSED;
            var report = scene.examined();
            assertThat(report.evidence().senders())
                    .isNotEmpty()
                    .allMatch(each -> each.listings().isEmpty());
        }
    }

    @Test
    void aProvidersOwnServersAreNotLookedAt() throws Exception {
        try (var scene = new Scene()) {
            scene.of("gmx");
            listed(scene);
            assertThat(scene.examined().evidence().senders()).isEmpty();
        }
    }

    @Test
    void whereTheGroundGivesWayNothingIsRemarked() throws Exception {
        try (var scene = new Scene()) {
            scene.address = "ann@gmial.com";
            scene.provider = Optional.empty();
            scene.hosts.record("_imaps._tcp.gmial.com SRV 0 1 993 imap.old.test");
            assertThat(scene.examined().remarks()).isEmpty();
        }
    }
}
