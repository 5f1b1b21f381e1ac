package org.mailstead.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReport.Disposition;
import org.mailstead.authenticity.AggregateReport.Metadata;
import org.mailstead.authenticity.AggregateReport.Published;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.AggregateReport.Signature;
import org.mailstead.authenticity.AggregateReportWriter;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

/** From the mail that brings a report of others to what can be asked about it. */
class ReceivedReportsTest {
    private static final Instant NOW = Instant.parse("2026-05-02T08:00:00Z");
    private static final Day DAY = new Day(20574);
    private static final Predicate<String> OURS = "example.test"::equals;

    static final String TLS = """
            {"organization-name": "Company-X", "contact-info": "sts@company-x.test", "report-id": "5065427c",
             "date-range": {"start-datetime": "2026-05-01T00:00:00Z", "end-datetime": "2026-05-01T23:59:59Z"},
             "policies": [{
               "policy": {"policy-type": "sts", "policy-string": ["version: STSv1", "mode: testing"],
                          "policy-domain": "example.test", "mx-host": ["*.mail.example.test"]},
               "summary": {"total-successful-session-count": 5326, "total-failure-session-count": 303},
               "failure-details": [
                 {"result-type": "certificate-expired", "sending-mta-ip": "2001:db8:abcd:12::1",
                  "receiving-mx-hostname": "mx1.mail.example.test", "failed-session-count": 100},
                 {"result-type": "starttls-not-supported", "receiving-mx-hostname": "mx2.mail.example.test",
                  "failed-session-count": 203, "failure-reason-code": "X-\\u001b[31m"}]}]}
            """;

    private final MemoryStore store = MemoryStore.withConflicts(Clock.fixed(NOW, ZoneOffset.UTC), new Random(3), 0.2);
    private final ReceivedReports reports =
            new ReceivedReports(store, new PartitionWriter(store, new Random(1)), () -> NOW);

    private static Row row(String source, long count, boolean spf, boolean dkim) {
        return new Row(
                InetAddress.ofLiteral(source),
                count,
                Disposition.NONE,
                dkim,
                spf,
                List.of(),
                "example.test",
                "example.test",
                "",
                dkim ? List.of(new Signature("example.test", "r1", "pass")) : List.of(),
                null);
    }

    private static AggregateReport dmarc(String organization, String id, String domain, Instant begin, List<Row> rows) {
        return new AggregateReport(
                new Metadata(organization, "r@x.test", "", id, begin, begin.plus(Duration.ofDays(1)), ""),
                new Published(domain, DmarcPolicy.NONE, null, null, false, false, false),
                rows);
    }

    /** As most of them come. */
    static String mail(String type, byte[] file) {
        return "From: r@x.test\r\nSubject: Report\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--b\r\nContent-Type: " + type
                + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(file) + "\r\n--b--\r\n";
    }

    private String take(boolean tls, boolean proved, String mail) throws IOException, NoReportException {
        byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);
        return tls
                ? reports.tls().take(() -> new ByteArrayInputStream(bytes), proved, OURS)
                : reports.dmarc().take(() -> new ByteArrayInputStream(bytes), proved, OURS);
    }

    private String dmarcMail(String organization, String id, Row... rows) {
        var report = dmarc(organization, id, "example.test", DAY.begin(), List.of(rows));
        return mail("application/gzip", AggregateReportWriter.gzip(report));
    }

    @Test
    void whatSeveralTellIsAddedUp() throws IOException, NoReportException {
        var good = row("192.0.2.1", 5, true, true);
        var bad = row("198.51.100.7", 2, false, false);
        assertThat(take(false, true, dmarcMail("Big", "1", good, bad)))
                .isEqualTo("DMARC report of Big about example.test, 2026-05-01: 7 messages");
        assertThat(take(false, true, dmarcMail("Big", "1", good, bad))).endsWith("which came before");
        assertThat(take(false, false, dmarcMail("Small", "1", good))).contains("5 messages");
        assertThat(reports.dmarc().known(DAY, DAY)).singleElement().satisfies(known -> {
            assertThat(known.reports()).isEqualTo(2);
            assertThat(known.reporters()).containsExactly("Big", "Small (?)");
            assertThat(known.policy()).isEqualTo("none");
            assertThat(known.rows())
                    .extracting(row -> row.source().getHostAddress() + " " + row.count())
                    .containsExactlyInAnyOrder("192.0.2.1 10", "198.51.100.7 2");
        });
        reports.forgetOld(NOW.plus(Duration.ofDays(500)));
        assertThat(reports.dmarc().known(DAY, DAY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "other.test, 2026-05-01T00:00:00Z, none of this server's",
        "example.test, 2026-03-01T00:00:00Z, too long ago",
        "example.test, 2026-06-01T00:00:00Z, or to come",
    })
    void whatCannotBeTrueIsNotTaken(String domain, Instant begin, String why) {
        var report = dmarc("Big", "1", domain, begin, List.of(row("192.0.2.1", 1, true, true)));
        assertThatThrownBy(() -> take(false, true, mail("application/gzip", AggregateReportWriter.gzip(report))))
                .isInstanceOf(NoReportException.class)
                .hasMessageContaining(why);
    }

    @Test
    void lettersAreNoReports() {
        for (String mail : List.of(
                "Subject: hi\r\n\r\nhello\r\n",
                mail("application/pdf", "%PDF".getBytes(StandardCharsets.US_ASCII)),
                mail("application/json", "{}".getBytes(StandardCharsets.US_ASCII))))
            for (boolean tls : List.of(true, false))
                assertThatThrownBy(() -> take(tls, true, mail)).isInstanceOf(NoReportException.class);
    }

    @Test
    void whoeverDoesNotProveWhoTheyAreCrowdsNobodyOut() throws IOException, NoReportException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 700; i++) rows.add(row("2001:db8::" + Integer.toHexString(i + 1), 1, false, false));
        take(false, false, dmarcMail("Evil", "1", rows.toArray(Row[]::new)));
        assertThat(reports.dmarc().known(DAY, DAY).getFirst().rows()).hasSize(ReportLimits.UNPROVED_ROWS);
        for (int i = 1; i < ReportLimits.UNPROVED_REPORTS; i++) take(false, false, dmarcMail("Evil", "x" + i));
        assertThatThrownBy(() -> take(false, false, dmarcMail("Evil", "last")))
                .hasMessage("there are too many reports about that day");
        take(false, true, dmarcMail("Big", "1", row("192.0.2.1", 5, true, true)));
        assertThat(reports.dmarc().known(DAY, DAY).getFirst().rows()).hasSize(ReportLimits.UNPROVED_ROWS + 1);
    }

    @Test
    void reportsOnTls() throws IOException, NoReportException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(TLS.getBytes(StandardCharsets.UTF_8));
        }
        String told = "TLS report of Company-X about example.test, 2026-05-01: 5326 sessions good, 303 bad";
        assertThat(take(true, true, mail("application/tlsrpt+gzip", packed.toByteArray())))
                .isEqualTo(told);
        assertThat(take(true, true, mail("application/tlsrpt+json", TLS.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(told);
        assertThat(reports.tls().known(DAY, DAY)).singleElement().satisfies(known -> {
            assertThat(known.organization()).isEqualTo("Company-X");
            assertThat(known.policy().type()).isEqualTo("sts");
            assertThat(known.policy().failures())
                    .containsExactly(
                            new TlsReport.Failure("certificate-expired", "mx1.mail.example.test", 100, ""),
                            new TlsReport.Failure("starttls-not-supported", "mx2.mail.example.test", 203, "X- [31m"));
        });
    }
}
