package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReportReader;
import org.mailstead.authenticity.AggregateReportWriter;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.authenticity.MalformedReportException;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.inbound.DkimKeys;
import org.mailstead.policy.Use;
import org.mailstead.reports.Day;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** Other domains are told what became of mail that claimed to be theirs, and what they tell of ours is taken in. */
@Timeout(60)
class ReportingTest {
    private static final String ZONE = """
            1.0.0.127.in-addr.arpa  PTR client.test
            client.test             A   127.0.0.1
            client.test             TXT "v=spf1 a -all"
            _dmarc.client.test      TXT "v=DMARC1; p=reject"
            _dmarc.bank.test        TXT "v=DMARC1; p=reject; rua=mailto:ann@example.test,mailto:x@elsewhere.test"
            bank.test._report._dmarc.example.test   TXT "v=DMARC1"
            """;

    private final ScriptedResolver dns = new ScriptedResolver(ZONE);
    private final LaterClock clock = new LaterClock();

    private final Instant start = TestServer.CLOCK.instant();

    @TempDir
    Path folder = Path.of("");

    /** Begins at noon, so that no day ends in the middle of a test. */
    private static final class LaterClock extends Clock {
        private final long started = System.nanoTime();
        private volatile Duration later = Duration.ZERO;

        @Override
        public Instant instant() {
            return TestServer.CLOCK
                    .instant()
                    .plusNanos(System.nanoTime() - started)
                    .plus(later);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void certificate() throws IOException {
        TestServer.makeCertificate(folder);
    }

    @Test
    void aDomainIsToldWhatCameInItsName() throws IOException, MalformedReportException {
        var open = TestServer.people(new MemoryStore(TestServer.CLOCK));
        new DkimKeys(open.directory(), clock).begin("example.test");
        try (var server = TestServer.reporting(open, folder, ReceivingTest.everybodyChecked(Use.ENFORCE), dns, clock)) {
            assertThat(ReceivingTest.send(server, "billing@bank.test", "", "bob@example.test"))
                    .startsWith("550 ");
            ReceivingTest.send(server, "billing@bank.test", "", "bob@example.test");
            clock.later = Duration.ofHours(19);
            server.reporting().sendDue();
            while (server.queue().size() > 0) LockSupport.parkNanos(1_000_000);
            String mail = ReceivingTest.inbox(server, "ann");
            assertThat(mail)
                    .startsWith("Return-Path: <>\r\nDKIM-Signature: v=1;")
                    .contains("\r\nFrom: DMARC reports <postmaster@example.test>\r\nTo: <ann@example.test>\r\n");
            var report = attached(mail);
            assertThat(report.published().domain()).isEqualTo("bank.test");
            assertThat(report.rows()).singleElement().satisfies(row -> {
                assertThat(row.count()).isEqualTo(2);
                assertThat(row.disposition().word()).isEqualTo("reject");
            });
        }
    }

    @Test
    void whatOthersReportOfOurDomainsIsTakenIn() throws IOException {
        var open = TestServer.people(new MemoryStore(TestServer.CLOCK));
        String report = new String(
                AggregateReportWriter.gzip(new AggregateReport(
                        new AggregateReport.Metadata(
                                "Big", "r@client.test", "", "1", start.minus(Duration.ofDays(1)), start, ""),
                        new AggregateReport.Published(
                                "example.test", DmarcPolicy.NONE, null, null, false, false, false),
                        List.of())),
                StandardCharsets.ISO_8859_1);
        String mail = "Content-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\nSubject: r\r\n";
        try (var server = TestServer.reporting(open, folder, ReceivingTest.everybodyChecked(Use.ENFORCE), dns, clock)) {
            assertThat(ReceivingTest.send(server, "ann@client.test", "", "dmarc-reports@example.test"))
                    .startsWith("550 5.6.0 refused: this address takes reports of mail servers");
            assertThat(ReceivingTest.send(server, "ann@client.test", "", "dmarc-reports@elsewhere.test"))
                    .startsWith("550 5.7.1");
            String base64 = Base64.getMimeEncoder().encodeToString(report.getBytes(StandardCharsets.ISO_8859_1));
            for (String to : List.of("DMARC-Reports@example.test", "dmarc-reports@example.test")) {
                try (var smtp = Smtp.connect(server.port(MailPort.SMTP))) {
                    String all = mail + "From: <r@client.test>\r\n\r\n" + base64 + "\r\n";
                    assertThat(smtp.send(
                                    "r@client.test",
                                    List.of(to, "ann@example.test"),
                                    all.getBytes(StandardCharsets.US_ASCII)))
                            .startsWith("250 ");
                }
            }
            var today = Day.of(clock.instant());
            assertThat(open.reports(clock).dmarc().known(new Day(today.number() - 1), today))
                    .singleElement()
                    .satisfies(known -> {
                        assertThat(known.domain()).isEqualTo("example.test");
                        assertThat(known.reports()).isOne();
                        assertThat(known.reporters()).containsExactly("Big");
                    });
            // Whoever else it was for has it, too.
            assertThat(ReceivingTest.inbox(server, "ann")).contains("Subject: r\r\n");
        }
    }

    private static AggregateReport attached(String mail) throws IOException, MalformedReportException {
        String file = mail.substring(mail.indexOf("Content-Disposition: attachment;"));
        String base64 = file.substring(file.indexOf("\r\n\r\n") + 4, file.indexOf("\r\n--"));
        return AggregateReportReader.read(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    }
}
