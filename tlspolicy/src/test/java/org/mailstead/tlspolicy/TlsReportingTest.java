package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.testkit.ScriptedServer;
import org.mailstead.tlspolicy.TlsFailure.Kind;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** What is counted on one day is told on the next, once, to whoever wants to know. */
@Timeout(60)
class TlsReportingTest {
    private static final DnsName THERE = DnsName.of("there.example");
    private static final String WANTED = "_smtp._tls.there.example TXT \"v=TLSRPTv1; rua=mailto:tls@there.example\"";
    private static final Duration HOUR = Duration.ofHours(1);

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new SplittableRandom(1), 0.3);
    private final ScriptedResolver dns = new ScriptedResolver(WANTED);
    private final List<String> sent = new ArrayList<>();
    private TlsTally tally = open();
    private TlsClient trust = new TlsClient(null);
    private TlsReporting reporting = reporting();

    private TlsTally open() {
        return new TlsTally(store, new PartitionWriter(store, new SplittableRandom(2)), clock);
    }

    private TlsReporting reporting() {
        var https = new Https(dns, Dialer.from(List.of()), trust, _ -> true);
        var us = new TlsReporting.Submitter(DnsName.of("here.example"), "mail.here.example");
        return new TlsReporting(
                dns, https, tally, () -> us, (address, report) -> sent.add(address + " " + text(report)), clock);
    }

    private static String text(TlsReport report) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(report.gzip()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void met(AppliedPolicy policy, @Nullable TlsFailure failure) {
        tally.met(new TlsSession(THERE, policy, "mx.there.example", "192.0.2.1", "198.51.100.7", failure));
    }

    private static AppliedPolicy sts() throws StsPolicy.Invalid {
        String text = "version: STSv1\nmode: testing\nmx: *.there.example\nmax_age: 86400\n";
        return AppliedPolicy.of(THERE, StsPolicy.parse(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** To the morning after, when everything is due. */
    private void nextDay() {
        tally.flush();
        Instant morning = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays(1)
                .atTime(8, 0)
                .toInstant(ZoneOffset.UTC);
        clock.advance(Duration.between(clock.instant(), morning));
    }

    @Test
    void aDayIsToldAsTheStandardHasIt() throws Exception {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int i = 0; i < 3; i++) met(sts(), null);
        tally.flush();
        tally = open();
        for (int i = 0; i < 2; i++) met(sts(), new TlsFailure(Kind.CERTIFICATE_EXPIRED, "it is \"old\"\n"));
        reporting = reporting();
        nextDay();
        reporting.send();
        reporting.send();
        assertThat(sent).containsExactly("""
            tls@there.example {"organization-name":"here.example",\
            "date-range":{"start-datetime":"%1$sT00:00:00Z","end-datetime":"%1$sT23:59:59Z"},\
            "contact-info":"postmaster@here.example",\
            "report-id":"%1$s.%2$s.there.example@here.example",\
            "policies":[{"policy":{"policy-type":"sts",\
            "policy-string":["version: STSv1","mode: testing","mx: *.there.example","max_age: 86400"],\
            "policy-domain":"there.example","mx-host":["*.there.example"]},\
            "summary":{"total-successful-session-count":3,"total-failure-session-count":2},\
            "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",\
            "receiving-mx-hostname":"mx.there.example","receiving-ip":"198.51.100.7",\
            "failed-session-count":2,"failure-reason-code":"it is \\"old\\" "}]}]}\
            """.formatted(day, "%08x".formatted("mail.here.example".hashCode())));
        assertThat(tally.before(day.plusDays(2))).as("kept no longer").isEmpty();
    }

    @Test
    void eachPolicyIsCountedByItself() throws Exception {
        met(AppliedPolicy.none(THERE), null);
        met(sts(), null);
        var record =
                TestCertificates.record(3, 1, 1, TestCertificates.root("root").host("mx.there.example"));
        met(AppliedPolicy.of(DnsName.of("mx.there.example"), List.of(record)), null);
        nextDay();
        reporting.send();
        assertThat(sent.getFirst())
                .contains("{\"policy-type\":\"no-policy-found\",\"policy-domain\":\"there.example\"}")
                .contains("\"policy-type\":\"sts\"")
                .contains("\"policy-type\":\"tlsa\",\"policy-string\":[\"3 1 1 ")
                .contains("\"policy-domain\":\"mx.there.example\"");
    }

    @Test
    void nobodyIsToldWhoDoesNotAsk() {
        dns.replace("");
        met(AppliedPolicy.none(THERE), null);
        nextDay();
        reporting.send();
        dns.replace(WANTED);
        reporting.send();
        assertThat(sent).isEmpty();
    }

    @Test
    void reportsWaitForTheDns() {
        dns.replace("_smtp._tls.there.example TXT !timeout");
        met(AppliedPolicy.none(THERE), null);
        nextDay();
        reporting.send();
        dns.replace(WANTED);
        reporting.send();
        assertThat(sent).as("tried again in an hour").isEmpty();
        clock.advance(HOUR);
        reporting.send();
        assertThat(sent).hasSize(1);
    }

    @Test
    void aDayIsNotToldBeforeItIsOverNorLongAfter() {
        met(AppliedPolicy.none(THERE), null);
        tally.flush();
        reporting.send();
        assertThat(sent).isEmpty();
        dns.replace("_smtp._tls.there.example TXT !timeout");
        nextDay();
        clock.advance(Duration.ofDays(1));
        reporting.send();
        dns.replace(WANTED);
        clock.advance(HOUR);
        reporting.send();
        assertThat(sent).isEmpty();
    }

    @Test
    void aReportIsGivenToAWebServer() throws Exception {
        var root = TestCertificates.root("root", Instant.parse("2099-01-01T00:00:00Z"));
        trust = new TlsClient(root.roots());
        reporting = reporting();
        met(AppliedPolicy.none(THERE), null);
        nextDay();
        var tls = root.server("reports.there.example", Instant.parse("2099-01-01T00:00:00Z"));
        String request = "TLS\nC: POST /v1/tls?x=y HTTP/1.1\nANY\nC: User-Agent: Mailstead\nC: Connection: close\n"
                + "C: Content-Type: application/tlsrpt+gzip\nANY\nC:\n";
        var at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
        String refuses = request + "BODY\nS: HTTP/1.1 503 later\nS:\nCLOSE\n";
        String takes = request + "BODY\nS: HTTP/1.1 201 Created\nS: Content-Length: 0\nS:\n";
        try (var server = new ScriptedServer(at, tls, List.of(refuses, takes))) {
            dns.replace("reports.there.example A 127.0.0.2\n_smtp._tls.there.example TXT \"v=TLSRPTv1;"
                    + " rua=mailto:tls@there.example,https://reports.there.example:"
                    + server.address().getPort() + "/v1/tls?x=y\"");
            reporting.send();
            clock.advance(HOUR);
            reporting.send();
        }
        assertThat(sent).as("what one has is not sent to it again").hasSize(1);
    }

    @Test
    void ofVeryManyFailuresTheNumberIsTold() throws Exception {
        for (int i = 0; i < 200; i++) met(sts(), new TlsFailure(Kind.VALIDATION_FAILURE, "number " + i));
        nextDay();
        reporting.send();
        assertThat(sent.getFirst())
                .contains("\"total-failure-session-count\":200")
                .contains("number 49")
                .doesNotContain("number 50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mailto:a@b.example|a@b.example",
                "MAILTO:a+b@c.example?subject=x|a+b@c.example",
                "mailto:a%2Cb@c.example|",
                "mailto:a%0D%0Ab@c.example|",
                "mailto:a|",
                "mailto:%zz@c.example|",
                "http://b.example/|",
                "https://b.example/x?y=z|https://b.example/x?y=z",
                "https://u:p@b.example/|",
                "https://[::1]/|",
                "https:///x|",
                "mailto:a@b.example , https://c.example|a@b.example https://c.example",
                "rubbish:,mailto:a@b.example|a@b.example"
            })
    void placesToBeToldAt(String rua, @Nullable String places) {
        var found = new ArrayList<String>();
        for (URI each : ReportTargets.parse(rua))
            found.add(ReportTargets.mailbox(each).orElse(each.toString()));
        assertThat(String.join(" ", found)).isEqualTo(places == null ? "" : places);
    }
}
