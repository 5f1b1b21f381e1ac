package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.AggregateReportWriter;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.reports.NoReportException;
import org.mailstead.server.DataFolder;
import org.mailstead.server.OpenStore;

/** On a data folder that no server works on. */
class ReportCommandsTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void setUp() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").err()).isEmpty();
    }

    private static Row row(String source, long count, boolean spf, boolean dkim) {
        return new Row(
                InetAddress.ofLiteral(source),
                count,
                AggregateReport.Disposition.NONE,
                dkim,
                spf,
                List.of(),
                "example.org",
                "sender.example",
                "",
                List.of(),
                null);
    }

    private static byte[] mail(String type, byte[] file) {
        return ("Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(file))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void take() throws IOException, NoReportException {
        Clock clock = Clock.systemUTC();
        Instant now = clock.instant();
        var report = new AggregateReport(
                new AggregateReport.Metadata("Big", "r@big.example", "", "1", now, now, ""),
                new AggregateReport.Published("example.org", DmarcPolicy.NONE, null, null, false, false, false),
                List.of(row("192.0.2.1", 98, true, true), row("198.51.100.7", 2, false, false)));
        byte[] dmarc = mail("application/gzip", AggregateReportWriter.gzip(report));
        String json = "{\"organization-name\":\"Big\",\"report-id\":\"1\",\"date-range\":{\"start-datetime\":\"" + now
                + "\"},\"policies\":[{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"example.org\"},"
                + "\"summary\":{\"total-successful-session-count\":7,\"total-failure-session-count\":2},"
                + "\"failure-details\":[{\"result-type\":\"certificate-expired\",\"failed-session-count\":2}]}]}";
        byte[] tls = mail("application/tlsrpt+json", json.getBytes(StandardCharsets.US_ASCII));
        try (var data = DataFolder.take(folder.resolve("mailstead-data"));
                var open = OpenStore.open(data, clock, new Random(1))) {
            var reports = open.reports(clock);
            reports.dmarc().take(() -> new ByteArrayInputStream(dmarc), true, "example.org"::equals);
            reports.tls().take(() -> new ByteArrayInputStream(tls), false, "example.org"::equals);
        }
    }

    @Test
    void whatOthersReportIsShown() throws IOException, NoReportException {
        assertThat(out("dmarc", "reports")).startsWith("No DMARC reports have come in these 30 days.");
        assertThat(out("tls", "reports", "example.org")).startsWith("No TLS reports about example.org have come in");
        take();
        assertThat(out("dmarc", "reports", "example.org"))
                .startsWith(
                        "example.org: 98 of 100 messages passed DMARC in 30 days, say 1 reports of Big. Its policy is p=none.")
                .containsPattern("192\\.0\\.2\\.1 +98 +98 +98 +98 +sender\\.example")
                .containsPattern("198\\.51\\.100\\.7 +2 +0 +0 +0 +sender\\.example")
                .contains(
                        "Addresses with 0 under DMARC are forgers, or senders of yours",
                        "go one step on: p=quarantine; t=y");
        assertThat(out("dmarc", "reports", "other.org", "--json")).isEqualTo("[]\n");
        assertThat(out("dmarc", "reports", "--json"))
                .startsWith("[{\"domain\":\"example.org\",\"policy\":\"none\",\"reports\":1,\"reporters\":[\"Big\"],"
                        + "\"sources\":[{\"address\":\"192.0.2.1\",\"messages\":98,\"spf\":98,");
        assertThat(out("tls", "reports"))
                .endsWith("  example.org  Big (?), MTA-STS: 7 good, 2 bad\n"
                        + "    2 times certificate-expired: renew the certificate\n");
        assertThat(terminal.run("dmarc", "reports", "--days", "0").err())
                .startsWith("--days takes a number from 1 to 400.");
    }

    private String out(String... arguments) {
        var outcome = terminal.run(arguments);
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }
}
