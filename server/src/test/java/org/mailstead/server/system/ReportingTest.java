package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReportReader;
import org.mailstead.authenticity.MalformedReportException;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.inbound.DkimKeys;
import org.mailstead.policy.Use;
import org.mailstead.store.MemoryStore;

/** Other domains are told what became of mail that claimed to be theirs. */
@Timeout(60)
class ReportingTest {
    private static final String ZONE = """
            1.0.0.127.in-addr.arpa  PTR client.test
            client.test             A   127.0.0.1
            client.test             TXT "v=spf1 a -all"
            _dmarc.bank.test        TXT "v=DMARC1; p=reject; rua=mailto:ann@example.test,mailto:x@elsewhere.test"
            bank.test._report._dmarc.example.test   TXT "v=DMARC1"
            """;

    private final ScriptedResolver dns = new ScriptedResolver(ZONE);
    private final LaterClock clock = new LaterClock();

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

    private static AggregateReport attached(String mail) throws IOException, MalformedReportException {
        String file = mail.substring(mail.indexOf("Content-Disposition: attachment;"));
        String base64 = file.substring(file.indexOf("\r\n\r\n") + 4, file.indexOf("\r\n--"));
        return AggregateReportReader.read(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    }
}
