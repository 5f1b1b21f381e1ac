package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.outbound.QueuedMessage.Report;
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

/** Mail of {@code me} to {@code there.example}, which has one host: {@code mx.test}, on 127.0.0.2. */
@Timeout(60)
class OneHost {
    static final String PLAIN_HELLO = "S: 220 hi\nC: EHLO mail.here.example\nS: 250 mx\n";
    static final String HELLO = "S: 220 hi\nC: EHLO mail.here.example\nS: 250-mx\nS: 250 STARTTLS\n";
    static final String TLS = HELLO + "C: STARTTLS\nS: 220 go\nTLS\nC: EHLO mail.here.example\nS: 250 mx.test\n";
    static final String TAKES = """
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
    static final String QUIT = "C: QUIT\nS: 221 bye\n";
    static final String MX = "$SECURE\nthere.example MX 1 mx.test\nmx.test A 127.0.0.2\n";

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final SmtpClientLimits LIMITS =
            new SmtpClientLimits(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, Duration.ofSeconds(5));

    @TempDir
    Path folder = Path.of("");

    final MemoryStore store = MemoryStore.withConflicts(new SteppedClock(), new SplittableRandom(1), 0);
    final Deque<ScriptedServer> servers = new ArrayDeque<>();
    TlsClient trust = new TlsClient(null);
    String zone = "";
    int port = 25;
    String tlsa = "";
    String digest = "";

    final List<TlsSession> met = new ArrayList<>();
    Optional<TlsFailure> trouble = Optional.empty();
    Optional<StsPolicy> policy = Optional.empty();
    Optional<SmtpAddress> sender = Optional.of(new SmtpAddress("me", "here.example"));
    MailParameters wants = MailParameters.USUAL;
    String header = "";
    /** In place of what the DNS says. */
    Optional<Routing> chosen = Optional.empty();

    String certificateFor = "mx.test";

    void host(String... scripts) throws Exception {
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

    MtaSts.Known known(DnsName domain) {
        assertThat(domain).isEqualTo(DnsName.of("there.example"));
        return new MtaSts.Known(policy, trouble);
    }

    void policy(Mode mode, String mx) {
        policy = Optional.of(new StsPolicy(mode, Duration.ofDays(1), List.of(mx)));
        zone = MX.replace("$SECURE", "$INSECURE");
    }

    /** Policy, host and failure of each session that was reported. */
    List<String> met() {
        return met.stream()
                .map(each -> each.policy().type().word() + " " + each.host() + " "
                        + (each.failure() == null
                                ? "good"
                                : each.failure().kind().word()))
                .toList();
    }

    /** Nothing is brought now, and no other mail for the domain waits because of that. */
    void refused(String why) throws IOException {
        assertThat(deliver()).startsWith("LATER 4.7.5 " + why).doesNotContain("\n");
        everybodyDidWhatTheScriptSays();
    }

    String deliver() throws IOException {
        var dns = new ScriptedResolver(zone);
        Routing routing = chosen.orElseGet(() -> new DnsRouting(dns, "mail.here.example", port, _ -> true));
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
            Outcome outcome = transport
                    .deliver(message(), delivery, new Steps(InstantSource.system()))
                    .getFirst();
            return outcome.kind() + " " + outcome.status() + " " + outcome;
        }
    }

    QueuedMessage message() {
        byte[] bytes = ("Return-Path: <me@here.example>\r\n" + header + "Subject: x\r\n\r\ntext\r\n")
                .getBytes(StandardCharsets.UTF_8);
        BlobId content = BlobId.of(bytes);
        store.blobs().put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        return new QueuedMessage(
                "Q1",
                sender,
                content,
                bytes.length,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1000),
                null,
                wants,
                Report.NONE);
    }
}
