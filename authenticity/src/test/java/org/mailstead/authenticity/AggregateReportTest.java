package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.authenticity.AggregateReport.Disposition;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.AggregateReport.Metadata;
import org.mailstead.authenticity.AggregateReport.Published;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.AggregateReport.Sender;
import org.mailstead.authenticity.AggregateReport.Signature;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

class AggregateReportTest {
    static final AggregateReport REPORT = new AggregateReport(
            new Metadata(
                    "Receiver & Sons <r>",
                    "reports@receiver.test",
                    "",
                    "2026-05-01_bank.test@receiver.test",
                    Instant.parse("2026-05-01T00:00:00Z"),
                    Instant.parse("2026-05-01T23:59:59Z"),
                    ""),
            new Published("bank.test", DmarcPolicy.REJECT, DmarcPolicy.QUARANTINE, null, true, false, false),
            List.of(
                    new Row(
                            InetAddress.ofLiteral("192.0.2.1"),
                            17,
                            Disposition.REJECT,
                            false,
                            false,
                            List.of(),
                            "bank.test",
                            "evil.test",
                            "",
                            List.of(),
                            new Sender("evil.test", "mfrom", "pass")),
                    new Row(
                            InetAddress.ofLiteral("2001:db8::1"),
                            2,
                            Disposition.PASS,
                            true,
                            true,
                            List.of(new Exemption("mailing_list", "on a list")),
                            "bank.test",
                            "bank.test",
                            "receiver.test",
                            List.of(new Signature("bank.test", "s1", "pass"), new Signature("list.test", "s2", "fail")),
                            null)));

    static AggregateReport read(byte[] file) throws IOException, MalformedReportException {
        return AggregateReportReader.read(new ByteArrayInputStream(file));
    }

    static AggregateReport read(String xml) throws IOException, MalformedReportException {
        return read(xml.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] xml() throws IOException {
        var out = new ByteArrayOutputStream();
        AggregateReportWriter.write(REPORT, out);
        return out.toByteArray();
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write(1);
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void readsWhatItWrites() throws Exception {
        assertThat(read(xml())).isEqualTo(REPORT);
        assertThat(read(AggregateReportWriter.gzip(REPORT))).isEqualTo(REPORT);
        assertThat(read("\ufeff" + new String(xml(), StandardCharsets.UTF_8))).isEqualTo(REPORT);
        assertThat(read(zip("report.XML", xml()))).isEqualTo(REPORT);
    }

    @Test
    void namesFollowTheStandard() {
        var receiver = DnsName.of("mx.receiver.test");
        assertThat(REPORT.fileName(receiver)).isEqualTo("mx.receiver.test!bank.test!1777593600!1777679999.xml.gz");
        assertThat(REPORT.subject(receiver))
                .isEqualTo("Report Domain: bank.test Submitter: mx.receiver.test"
                        + " Report-ID: <2026-05-01_bank.test@receiver.test>");
    }

    @Test
    void olderReportsAreRead() throws Exception {
        var report = read("""
                <?xml version="1.0" encoding="UTF-8" ?>
                <!-- as many send them -->
                <feedback xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <report_metadata>
                    <org_name>other.test</org_name><email>r@other.test</email>
                    <report_id>17</report_id>
                    <date_range><begin>1777593600</begin><end>1777680000</end></date_range>
                  </report_metadata>
                  <policy_published><domain>bank.test</domain><p>none</p><pct>100</pct><fo>0</fo></policy_published>
                  <record>
                    <row><source_ip> 192.0.2.7 </source_ip><count>3</count>
                      <policy_evaluated><disposition>none</disposition><dkim>fail</dkim><spf>pass</spf>
                        <reason><type>local_policy</type><comment>arc=pass</comment></reason></policy_evaluated></row>
                    <identifiers><envelope_to>me.test</envelope_to><header_from>bank.test</header_from></identifiers>
                    <auth_results>
                      <dkim><domain>a.test</domain><result>neutral</result><human_result>x</human_result></dkim>
                      <dkim><domain>b.test</domain><selector>s</selector><result>pass</result></dkim>
                      <spf><domain>bank.test</domain><scope>mfrom</scope><result>pass</result></spf>
                      <spf><domain>h.test</domain><scope>helo</scope><result>none</result></spf>
                    </auth_results>
                    <extension><x:y xmlns:x="urn:x">z</x:y></extension>
                  </record>
                </feedback>
                """);
        assertThat(report.rows()).hasSize(1);
        var row = report.rows().getFirst();
        assertThat(row.count()).isEqualTo(3);
        assertThat(row.spfAligned()).isTrue();
        assertThat(row.dkimAligned()).isFalse();
        assertThat(row.reasons()).containsExactly(new Exemption("local_policy", "arc=pass"));
        assertThat(row.signatures())
                .containsExactly(new Signature("a.test", "", "neutral"), new Signature("b.test", "s", "pass"));
        assertThat(row.spf()).isEqualTo(new Sender("bank.test", "mfrom", "pass"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<feedback/>",
                "<feedback><report_metadata/></feedback>",
                "<!DOCTYPE feedback [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><feedback>&x;</feedback>",
                "<!DOCTYPE feedback [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><feedback>&b;</feedback>",
                "<feedback>&undefined;</feedback>",
                "<feedback><record><row><source_ip>x</source_ip><count>1</count></row></record></feedback>",
                "<feedback><record><row><source_ip>192.0.2.1</source_ip><count>-1</count></row></record></feedback>"
            })
    void othersAreNoReports(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedReportException.class);
    }

    @Test
    void bombsAreRefused() throws Exception {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write("<feedback>".getBytes(StandardCharsets.US_ASCII));
            byte[] blank = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 60; i++) out.write(blank);
        }
        assertThat(gzip.size()).isLessThan(100_000);
        assertThatThrownBy(() -> read(gzip.toByteArray()))
                .isInstanceOf(MalformedReportException.class)
                .hasMessageContaining("unpacks");
        byte[] large = new byte[60 * 1024 * 1024];
        assertThatThrownBy(() -> read(zip("a.bin", large)))
                .isInstanceOf(MalformedReportException.class)
                .hasMessageContaining("unpacks");
        assertThatThrownBy(() -> read(zip("a.txt", new byte[10])))
                .isInstanceOf(MalformedReportException.class)
                .hasMessageContaining("no XML file");
        assertThatThrownBy(() -> read("<a>".repeat(30)))
                .isInstanceOf(MalformedReportException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> read("<feedback><record><auth_results>" + "<dkim></dkim>".repeat(200)))
                .isInstanceOf(MalformedReportException.class)
                .hasMessageContaining("too many");
    }

    @Test
    void messagesThatAreAlikeAreCounted() {
        var tally = new ReportTally();
        var dmarc = new Dmarc(new ScriptedResolver("_dmarc.bank.test TXT \"v=DMARC1; p=reject\""));
        var spf = new SpfVerdict(SpfResult.PASS, DnsName.of("evil.test"), "x", null);
        var verdict = dmarc.check(new AuthorDomain.Known(DnsName.of("bank.test")), spf, List.of());
        var client = InetAddress.ofLiteral("192.0.2.1");
        for (int i = 0; i < 5; i++) tally.add(Row.of(client, verdict, spf, List.of(), Optional.empty()));
        tally.add(Row.of(client, verdict, spf, List.of(), Optional.of(new Exemption("local_policy", "known list"))));
        assertThat(tally.rows()).extracting(Row::count).containsExactly(5L, 1L);
        assertThat(tally.rows()).extracting(Row::disposition).containsExactly(Disposition.REJECT, Disposition.NONE);
        assertThat(tally.dropped()).isZero();
    }

    @Test
    void reportsGoWhereTheyAreWanted() {
        var resolver = new ScriptedResolver("""
                _dmarc.blue.test TXT "v=DMARC1; p=none"
                blue.test._report._dmarc.red.test TXT "v=DMARC1;"
                blue.test._report._dmarc.green.test TXT "v=DMARC1; rua=mailto:all@green.test"
                blue.test._report._dmarc.sly.test TXT "v=DMARC1; rua=mailto:victim@other.test"
                blue.test._report._dmarc.wrong.test TXT "hello"
                *._report._dmarc.any.test TXT "v=DMARC1"
                blue.test._report._dmarc.dead.test TXT !timeout
                """);
        assertThat(ReportDestinations.allowed(
                        resolver,
                        DnsName.of("blue.test"),
                        Stream.of(
                                        "a@blue.test",
                                        "a@reports.blue.test",
                                        "a@red.test",
                                        "a@green.test",
                                        "a@sly.test",
                                        "a@wrong.test",
                                        "a@any.test",
                                        "a@dead.test",
                                        "victim@nobody.test")
                                .map(ReportDestination::of)
                                .toList()))
                .extracting(ReportDestination::address)
                .containsExactly("a@blue.test", "a@reports.blue.test", "a@red.test", "all@green.test", "a@any.test");
    }
}
