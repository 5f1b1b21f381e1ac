package org.mailstead.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordText;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.tlspolicy.StsPolicy;

class PublicationTest {
    private static List<String> lines(MailSetup setup) {
        return Publication.of(setup, List.of(25)).records().stream()
                .map(ZoneRecord::zoneLine)
                .toList();
    }

    @Test
    void everythingThatOthersLookForIsThere() throws Exception {
        String key = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Setups.CERTIFICATES.getFirst().getPublicKey().getEncoded()));
        assertThat(lines(Setups.usual()))
                .containsExactly(
                        "example.org. IN MX 10 mail.example.org.",
                        "mail.example.org. IN A 192.0.2.1",
                        "mail.example.org. IN AAAA 2001:db8::1",
                        "1.2.0.192.in-addr.arpa. IN PTR mail.example.org.",
                        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. IN PTR mail.example.org.",
                        "example.org. IN TXT \"v=spf1 mx ~all\"",
                        "mail.example.org. IN TXT \"v=spf1 a -all\"",
                        Setups.RSA.zoneLine(),
                        Setups.ED.zoneLine(),
                        "_dmarc.example.org. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc-reports@example.org\"",
                        "_mta-sts.example.org. IN TXT \"v=STSv1; id=" + Setups.POLICY.id() + ";\"",
                        "mta-sts.example.org. IN CNAME mail.example.org.",
                        "_smtp._tls.example.org. IN TXT \"v=TLSRPTv1; rua=mailto:tls-reports@example.org\"",
                        "_25._tcp.mail.example.org. IN TLSA 3 1 1 " + key,
                        "_submissions._tcp.example.org. IN SRV 0 1 465 mail.example.org.",
                        "_submission._tcp.example.org. IN SRV 0 0 0 .",
                        "_imaps._tcp.example.org. IN SRV 0 1 993 mail.example.org.",
                        "_imap._tcp.example.org. IN SRV 1 1 143 mail.example.org.",
                        "_pop3s._tcp.example.org. IN SRV 0 0 0 .",
                        "_pop3._tcp.example.org. IN SRV 0 0 0 .",
                        "autoconfig.example.org. IN CNAME mail.example.org.",
                        "autodiscover.example.org. IN CNAME mail.example.org.",
                        "_autodiscover._tcp.example.org. IN SRV 0 1 443 mail.example.org.",
                        "ua-auto-config.example.org. IN CNAME mail.example.org.",
                        "_ua-auto-config.example.org. IN TXT \"" + Setups.USER_AGENTS + "\"",
                        "imap.example.org. IN CNAME mail.example.org.",
                        "smtp.example.org. IN CNAME mail.example.org.",
                        "pop.example.org. IN CNAME mail.example.org.",
                        "pop3.example.org. IN CNAME mail.example.org.");
    }

    @Test
    void anAddressThatIsNotKnownIsANote() {
        var usual = Setups.usual();
        var without = new MailSetup(
                usual.domain(),
                usual.host(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                usual.policy(),
                false,
                "",
                "relay.test",
                usual.reports());
        var publication = Publication.of(without, List.of(25));
        assertThat(publication.records())
                .noneMatch(record -> List.of("A", "AAAA", "PTR", "TLSA").contains(record.type()))
                .noneMatch(record -> record.zoneLine().matches("_?(auto|ua-auto|mta).*"));
        assertThat(publication.notes())
                .anyMatch(note -> note.startsWith("The address of mail.example.org is not known here."))
                .anyMatch(note -> note.contains("\"include:relay.test\""))
                .anyMatch(note -> note.startsWith("No key signs for example.org yet."))
                .anyMatch(note -> note.startsWith("MTA-STS is left out"));
    }

    @Test
    void theHostOfAnotherDomainBelongsIntoItsZone() {
        var records = Publication.of(Setups.of(DnsName.of("bücher.example")), List.of(25))
                .records();
        assertThat(records.stream().filter(ZoneRecord::elsewhere).map(ZoneRecord::type))
                .containsExactly("A", "AAAA", "PTR", "PTR", "TXT", "TLSA", "CNAME");
        assertThat(records.stream().map(ZoneRecord::zoneLine))
                .contains(
                        "autoconfig.example.org. IN CNAME mail.example.org.",
                        "mail.xn--bcher-kva.example. IN CNAME mail.example.org.");
        assertThat(records.getFirst().zoneLine()).isEqualTo("xn--bcher-kva.example. IN MX 10 mail.example.org.");
    }

    /** Texts of more than 255 bytes are cut into strings, and come back whole. */
    @Test
    void whatIsPrintedCanBeRead() {
        String text = Setups.RSA.recordText();
        assertThat(text.length()).isGreaterThan(255);
        var resolver = new ScriptedResolver(Setups.RSA.zoneLine());
        var answer = resolver.lookup(Setups.RSA.recordName(), RecordType.TXT);
        assertThat(answer).isInstanceOf(Answer.Found.class);
        var found = ((Answer.Found<DnsRecord.Txt>) answer).records().getFirst();
        assertThat(found.joined()).isEqualTo(text);
        assertThat(found.strings()).hasSize(2).allMatch(string -> string.length() <= 255);
        assertThat(RecordText.data(DnsRecord.Txt.of("a \"b\" \\ ä;"))).isEqualTo("\"a \\\"b\\\" \\\\ \\228;\"");
        assertThat(RecordText.data(DnsRecord.Txt.of(""))).isEqualTo("\"\"");
    }

    @Test
    void thePolicyIsTheStandards() throws Exception {
        assertThat(Setups.POLICY.text())
                .isEqualTo("version: STSv1\r\nmode: testing\r\nmx: mail.example.org\r\nmax_age: 604800\r\n");
        assertThat(StsPolicy.parse(Setups.POLICY.text().getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Setups.POLICY.policy());
        var stricter = new ServedPolicy(StsPolicy.Mode.ENFORCE, Setups.HOST, Duration.ofDays(7));
        assertThat(stricter.id()).isNotEqualTo(Setups.POLICY.id()).matches("[0-9a-f]{20}");
        assertThat(Setups.POLICY.id())
                .isEqualTo(new ServedPolicy(StsPolicy.Mode.TESTING, Setups.HOST, Duration.ofDays(7)).id());
    }
}
