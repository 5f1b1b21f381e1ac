package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobId;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.testkit.ScriptedServer;
import org.mailstead.tlspolicy.MtaSts;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.tlspolicy.StsPolicy.Mode;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Mail goes only to hosts that prove what the domain's owner wants them to. One host, {@code mx.test}, on 127.0.0.2. */
@Timeout(60)
class HostDemandsTest {
    private static final String PLAIN_HELLO = "S: 220 hi\nC: EHLO mail.here.example\nS: 250 mx\n";
    private static final String HELLO = "S: 220 hi\nC: EHLO mail.here.example\nS: 250-mx\nS: 250 STARTTLS\n";
    private static final String TLS =
            HELLO + "C: STARTTLS\nS: 220 go\nTLS\nC: EHLO mail.here.example\nS: 250 mx.test\n";
    private static final String TAKES = """
        C: MAIL FROM:<me@here.example>
        S: 250 ok
        C: RCPT TO:<ann@there.example>
        S: 250 ok
        C: DATA
        S: 354 go on
        C: Subject: x
        C:
        C: text
        C: .
        S: 250 2.0.0 got it
        """;
    private static final String QUIT = "C: QUIT\nS: 221 bye\n";
    private static final String MX = "$SECURE\nthere.example MX 1 mx.test\nmx.test A 127.0.0.2\n";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SmtpClientLimits LIMITS =
            new SmtpClientLimits(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, Duration.ofSeconds(5));

    @TempDir
    Path folder = Path.of("");

    private final MemoryStore store = MemoryStore.withConflicts(new SteppedClock(), new SplittableRandom(1), 0);
    private final Deque<ScriptedServer> servers = new ArrayDeque<>();
    private TlsClient trust = new TlsClient(null);
    private String zone = "";
    private int port = 25;
    private String tlsa = "";
    private String digest = "";

    private final List<TlsSession> met = new ArrayList<>();
    private Optional<TlsFailure> trouble = Optional.empty();
    private Optional<StsPolicy> policy = Optional.empty();
    private String certificateFor = "mx.test";

    private void host(String... scripts) throws Exception {
        var tls = new TestTls(folder, certificateFor);
        digest = tls.keyDigest();
        trust = new TlsClient(tls.roots());
        var at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
        servers.add(new ScriptedServer(at, tls::over, List.of(scripts)));
        port = servers.getLast().address().getPort();
        tlsa = "_" + port + "._tcp.mx.test TLSA ";
    }

    @AfterEach
    void everybodyDidWhatTheScriptSays() throws IOException {
        while (!servers.isEmpty()) servers.remove().close();
    }

    @Test
    void aCertificateThatFitsItsRecordIsGoodEnough() throws Exception {
        host(TLS + TAKES + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void aCertificateThatDoesNotFitGetsNoMail() throws Exception {
        host(TLS + QUIT);
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        assertThatThrownBy(this::deliver)
                .isInstanceOf(Unreachable.class)
                .hasMessage("mx.test: its TLSA records (DANE) say which certificate it has, but the certificate is none"
                        + " of those");
    }

    @Test
    void whoHasRecordsButNoTlsGetsNoMail() throws Exception {
        host(PLAIN_HELLO + QUIT);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThatThrownBy(this::deliver)
                .isInstanceOf(Unreachable.class)
                .hasMessageEndingWith("but it does not offer STARTTLS");
    }

    @Test
    void whoHasRecordsIsNotTalkedToInPlainText() throws Exception {
        host(HELLO + "C: STARTTLS\nS: 220 go\nS: what do you mean\nCLOSE\n");
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThatThrownBy(this::deliver)
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("but no TLS comes about: TLS handshake failed");
        everybodyDidWhatTheScriptSays();
        host(HELLO + "C: STARTTLS\nS: 454 4.7.0 not today\n" + QUIT);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class).hasMessageContaining("454 4.7.0 not today");
    }

    @Test
    void recordsThatCannotBeUsedMeanTlsWithAnyCertificate() throws Exception {
        host(TLS + TAKES + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "1 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        host(PLAIN_HELLO + QUIT);
        zone = MX + tlsa + "1 1 1 " + digest;
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class).hasMessageContaining("over TLS only");
    }

    @Test
    void aHostOfWhichTheDnsSaysNothingCertainIsNotAsked() {
        for (String fault : List.of("!bogus", "!timeout", "!servfail")) {
            zone = MX + "_25._tcp.mx.test TLSA " + fault;
            assertThatThrownBy(this::deliver)
                    .isInstanceOf(Unreachable.class)
                    .hasMessageStartingWith("mx.test: the DNS does not tell how to know it by its certificate: TLSA");
        }
        zone = "$SECURE\nthere.example MX !bogus";
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class).hasMessageContaining("DNSSEC check failed");
    }

    @Test
    void withoutProofOfTheHostItsRecordsDoNotCount() throws Exception {
        host(PLAIN_HELLO + TAKES + QUIT);
        zone = MX.replace("$SECURE\n", "").replace("mx.test A", "$SECURE\nmx.test A") + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    private MtaSts.Known known(DnsName domain) {
        assertThat(domain).isEqualTo(DnsName.of("there.example"));
        return new MtaSts.Known(policy, trouble);
    }

    private void policy(Mode mode, String mx) {
        policy = Optional.of(new StsPolicy(mode, Duration.ofDays(1), List.of(mx)));
        zone = MX.replace("$SECURE", "$INSECURE");
    }

    @Test
    void aCertificateThatProvesItsNameIsGoodForAPolicy() throws Exception {
        policy(Mode.ENFORCE, "*.test");
        host(TLS + TAKES + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void whoProvesNothingGetsNoMailUnderAPolicy() throws Exception {
        policy(Mode.ENFORCE, "mx.test");
        String asks = "mx.test: there.example asks (MTA-STS) for TLS with a certificate that proves its name, but ";
        host(TLS + QUIT);
        trust = new TlsClient(null);
        refused(asks + "the certificate is signed by nobody this machine trusts");
        certificateFor = "mx.other.test";
        host(TLS + QUIT);
        refused(asks + "the certificate is for another name");
        certificateFor = "mx.test";
        host(PLAIN_HELLO + QUIT);
        refused(asks + "it does not offer STARTTLS");
        host(HELLO + "C: STARTTLS\nS: 454 4.7.0 not today\n" + QUIT);
        refused(asks + "no TLS comes about: STARTTLS: 454 4.7.0 not today");
    }

    /** Policy, host and failure of each session that was reported. */
    private List<String> met() {
        return met.stream()
                .map(each -> each.policy().type().word() + " " + each.host() + " "
                        + (each.failure() == null
                                ? "good"
                                : each.failure().kind().word()))
                .toList();
    }

    @Test
    void howItWentIsTold() throws Exception {
        host(TLS + TAKES + QUIT, TLS + TAKES + QUIT, TLS + QUIT);
        String plain = MX.replace("$SECURE", "$INSECURE");
        zone = plain;
        deliver();
        zone = MX + tlsa + "3 1 1 " + digest;
        deliver();
        assertThat(met).extracting(TlsSession::to).containsOnly("127.0.0.2");
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class);
        zone = MX + tlsa + "!bogus";
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class);
        assertThat(met())
                .containsExactly(
                        "no-policy-found mx.test good",
                        "tlsa mx.test good",
                        "tlsa mx.test tlsa-invalid",
                        "tlsa mx.test dnssec-invalid");
        assertThat(met).extracting(each -> each.policy().text()).element(1).isEqualTo(List.of("3 1 1 " + digest));
    }

    @Test
    void whatATrialFindsIsTold() throws Exception {
        policy(Mode.TESTING, "mx.test");
        trust = new TlsClient(null);
        host(PLAIN_HELLO + TAKES + QUIT);
        deliver();
        everybodyDidWhatTheScriptSays();
        host(TLS + TAKES + QUIT, TLS + TAKES + QUIT);
        deliver();
        trust = new TlsClient(null);
        deliver();
        policy(Mode.TESTING, "mx.other.test");
        everybodyDidWhatTheScriptSays();
        host(TLS + TAKES + QUIT);
        deliver();
        policy(Mode.ENFORCE, "mx.other.test");
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class);
        assertThat(met())
                .containsExactly(
                        "sts mx.test starttls-not-supported",
                        "sts mx.test good",
                        "sts mx.test certificate-not-trusted",
                        "sts mx.test validation-failure",
                        "sts mx.test validation-failure");
        assertThat(met.getLast().failure())
                .hasToString("it is none of the hosts that there.example names in its policy (MTA-STS)");
    }

    @Test
    void aPolicyThatCannotBeFetchedIsToldAndStopsNothing() throws Exception {
        zone = MX.replace("$SECURE", "$INSECURE");
        trouble = Optional.of(new TlsFailure(TlsFailure.Kind.STS_WEBPKI_INVALID, "expired"));
        host(TLS + TAKES + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
        assertThat(met()).containsExactly("sts mx.test sts-webpki-invalid");
    }

    private void refused(String why) throws IOException {
        assertThatThrownBy(this::deliver)
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith(why)
                .hasMessageNotContaining("\n");
        everybodyDidWhatTheScriptSays();
    }

    @Test
    void aHostThatAPolicyDoesNotNameIsPassedOver() throws Exception {
        policy(Mode.ENFORCE, "mx.good.test");
        zone += "there.example MX 9 mx.good.test\nmx.good.test A 127.0.0.2\n";
        certificateFor = "mx.good.test";
        host(TLS + TAKES + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON 2.0.0 mx.good.test");
        zone = MX;
        refused("mx.test: it is none of the hosts that there.example names in its policy (MTA-STS)");
    }

    @Test
    void aPolicyOnTrialOrOverStopsNothing() throws Exception {
        for (Mode mode : List.of(Mode.TESTING, Mode.NONE)) {
            policy(mode, "mx.other.test");
            host(PLAIN_HELLO + TAKES + QUIT);
            assertThat(deliver()).startsWith("PASSED_ON");
            everybodyDidWhatTheScriptSays();
            certificateFor = "mx.other.test";
            host(TLS + TAKES + QUIT);
            assertThat(deliver()).startsWith("PASSED_ON");
            everybodyDidWhatTheScriptSays();
        }
    }

    @Test
    void whatDaneFindsCountsBeforeAPolicy() throws Exception {
        policy(Mode.ENFORCE, "mx.other.test");
        host(TLS + TAKES + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).as("its key is the right one").startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        policy(Mode.ENFORCE, "mx.test");
        host(TLS + QUIT);
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        refused("mx.test: its TLSA records (DANE) say which certificate it has");
        host(TLS + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "1 1 1 " + digest;
        refused("mx.test: there.example asks (MTA-STS)");
    }

    private String deliver() throws IOException {
        var dns = new ScriptedResolver(zone);
        var routing = new DnsRouting(dns, "mail.here.example", port, _ -> true);
        var recipients = List.of(SmtpRecipient.of(new SmtpAddress("ann", "there.example")));
        var delivery =
                Delivery.first(new DeliveryKey("Q1", 0), new Destination("there.example"), recipients, Instant.EPOCH);
        try (var sessions = new HostSessions(
                Dialer.from(List.of()), trust, "mail.here.example", LIMITS, InstantSource.system(), met::add)) {
            var transport = new RemoteTransport(
                    routing,
                    sessions,
                    store.blobs(),
                    new HostDemands(dns, this::known, met::add),
                    new SplittableRandom(1));
            Outcome outcome = transport.deliver(message(), delivery).getFirst();
            return outcome.kind() + " " + outcome.status() + " " + outcome;
        }
    }

    private QueuedMessage message() {
        byte[] bytes = "Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.UTF_8);
        BlobId content = BlobId.of(bytes);
        store.blobs().put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        return new QueuedMessage(
                "Q1",
                Optional.of(new SmtpAddress("me", "here.example")),
                content,
                bytes.length,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1000),
                null,
                MailParameters.USUAL,
                Report.NONE);
    }
}
