package org.mailstead.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
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
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReport.Disposition;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.AggregateReportReader;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.authenticity.Findings;
import org.mailstead.authenticity.MalformedReportException;
import org.mailstead.authenticity.MessageCheck;
import org.mailstead.authenticity.ReportDestination;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowWriter;

/** From messages that were checked to the mail that reports about them. */
class DmarcReportsTest {
    private static final String ZONE = """
            sender.test          TXT "v=spf1 ip4:192.0.2.0/24 -all"
            _dmarc.sender.test   TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:r@sender.test,mailto:r@collector.test,mailto:r@victim.test"
            sender.test._report._dmarc.collector.test TXT "v=DMARC1"
            _dmarc.quiet.test    TXT "v=DMARC1; p=reject"
            """;

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final ScriptedResolver dns = new ScriptedResolver(ZONE);
    private final MemoryStore store = MemoryStore.withConflicts(Clock.fixed(NOON, ZoneOffset.UTC), new Random(3), 0.2);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private Instant now = NOON;
    private DmarcTally tally = new DmarcTally(store, writer, () -> now);
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(String to, String message) {}

    @AfterEach
    void end() {
        tally.close();
    }

    private Findings findings(String client, String author) {
        var check = new MessageCheck(dns, Clock.fixed(NOON, ZoneOffset.UTC), DnsName.of("mx.receiver.test"));
        var envelope = new MessageCheck.Envelope(InetAddress.ofLiteral(client), "x.test", "a@" + author);
        byte[] message = ("From: <a@" + author + ">\r\n\r\ntext\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            return check.run(envelope, () -> new ByteArrayInputStream(message));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void count(String client, String author) {
        tally.count(findings(client, author), Optional.empty());
    }

    private void sendDue() {
        new DmarcReports(
                        tally,
                        dns,
                        "mx.receiver.test",
                        () -> "postmaster@receiver.test",
                        (to, message, _) -> sent.add(new Sent(to, new String(message, StandardCharsets.US_ASCII))))
                .sendDue(now);
    }

    private static AggregateReport read(String message) throws IOException, MalformedReportException {
        String base64 = message.substring(message.lastIndexOf("\r\n\r\n") + 4, message.lastIndexOf("\r\n--"));
        return AggregateReportReader.read(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    }

    @Test
    void aReportLeavesAfterTheDayToThoseWhoAgree() throws IOException, MalformedReportException {
        count("192.0.2.1", "sender.test");
        count("192.0.2.1", "sender.test");
        count("198.51.100.7", "sender.test");
        tally.count(
                findings("198.51.100.8", "sub.sender.test"),
                Optional.of(new Exemption("local_policy", "not enforced")));
        count("198.51.100.7", "quiet.test");
        count("198.51.100.7", "nothing.test");
        sendDue();
        now = Instant.parse("2026-05-01T23:59:59Z");
        sendDue();
        assertThat(sent).as("before the day is over").isEmpty();
        now = Instant.parse("2026-05-02T06:00:00Z");
        sendDue();
        assertThat(sent).extracting(Sent::to).containsExactly("r@sender.test", "r@collector.test");
        String message = sent.getFirst().message();
        assertThat(message)
                .startsWith("Return-Path: <>\r\nFrom: DMARC reports <postmaster@receiver.test>\r\n"
                        + "To: <r@sender.test>\r\n")
                .contains("Subject: Report Domain: sender.test\r\n Submitter: mx.receiver.test\r\n"
                        + " Report-ID: <2026-05-01.sender.test@mx.receiver.test>\r\n")
                .contains("filename=\"mx.receiver.test!sender.test!1777593600!1777679999.xml.gz\"")
                .contains("(UTC): 4 messages.");
        var report = read(message);
        assertThat(report.published().policy()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(report.published().subdomains()).isEqualTo(DmarcPolicy.QUARANTINE);
        assertThat(report.rows())
                .extracting(row -> row.source().getHostAddress() + " " + row.headerFrom() + " " + row.count() + " "
                        + row.disposition() + " " + row.spfAligned())
                .containsExactlyInAnyOrder(
                        "192.0.2.1 sender.test 2 " + Disposition.PASS + " true",
                        "198.51.100.7 sender.test 1 " + Disposition.REJECT + " false",
                        "198.51.100.8 sub.sender.test 1 " + Disposition.NONE + " false");
        assertThat(report.rows())
                .filteredOn(row -> row.disposition() == Disposition.NONE)
                .allMatch(row -> row.reasons().equals(List.of(new Exemption("local_policy", "not enforced"))));
        sendDue();
        assertThat(sent).as("once").hasSize(2);
    }

    @Test
    void whoeverTakesSmallReportsOnlyGetsNoLargeOne() {
        dns.replace(ZONE.replace("r@sender.test,", "r@sender.test!1k,")
                .replace("r@collector.test,", "r@collector.test!100,"));
        count("192.0.2.1", "sender.test");
        now = now.plus(Duration.ofDays(1));
        sendDue();
        assertThat(sent).extracting(Sent::to).containsExactly("r@sender.test");
    }

    /** Kept by a version that knew of no sizes. */
    @Test
    void askedReportsOfOldAreRead() {
        byte[] old = new RowWriter()
                .varint(1)
                .string("sender.test")
                .u8(3)
                .u8(0)
                .u8(0)
                .bool(false)
                .bool(true)
                .bool(false)
                .varint(1)
                .string("r@sender.test")
                .varint(7)
                .varint(2)
                .toBytes();
        AskedReport read = AskedReport.decode(old);
        assertThat(read.destinations()).containsExactly(ReportDestination.of("r@sender.test"));
        assertThat(read.rows()).isEqualTo(7);
        assertThat(AskedReport.decode(read.encode())).isEqualTo(read);
    }

    @Test
    void countsOutliveARestart() throws IOException, MalformedReportException {
        count("192.0.2.1", "sender.test");
        tally.close();
        tally = new DmarcTally(store, writer, () -> now);
        count("192.0.2.1", "sender.test");
        now = now.plus(Duration.ofDays(1));
        sendDue();
        assertThat(read(sent.getFirst().message()).rows())
                .extracting(AggregateReport.Row::count)
                .containsExactly(2L);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsDropped() {
        count("192.0.2.1", "sender.test");
        now = now.plus(Duration.ofDays(5));
        sendDue();
        assertThat(sent).isEmpty();
        now = NOON.plus(Duration.ofDays(1));
        sendDue();
        assertThat(sent).isEmpty();
    }

    @Test
    void aFloodOfForgedMailFillsNothing() throws IOException, MalformedReportException {
        var one = findings("192.0.2.1", "sender.test");
        for (int i = 0; i < ReportLimits.ROWS_PER_DOMAIN + 5; i++) {
            var client = InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i));
            var envelope = new MessageCheck.Envelope(client, "x.test", "a@sender.test");
            tally.count(
                    new Findings(
                            envelope,
                            one.iprev(),
                            one.helo(),
                            one.sender(),
                            one.signatures(),
                            one.dmarc(),
                            one.chain()),
                    Optional.empty());
        }
        now = now.plus(Duration.ofDays(1));
        sendDue();
        var report = read(sent.getFirst().message());
        assertThat(report.rows()).hasSize(ReportLimits.ROWS_PER_DOMAIN);
        assertThat(report.metadata().errors()).startsWith("5 messages are not in this report");
    }
}
