package org.mailstead.outbound;

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
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Servers on the addresses 127.0.0.2, 127.0.0.3 and so on, in the order of their preference, and mail that is brought to them. */
@Timeout(60)
class RemoteTest {
    static final String HELLO = """
        S: 220 mx ready
        C: EHLO mail.here.example
        S: 250-mx.test
        S: 250 SIZE 1000
        """;

    static final String ANN = """
        C: MAIL FROM:<me@here.example> SIZE=21
        S: 250 ok
        C: RCPT TO:<ann@there.example>
        """;

    static final String CONTENT = """
        S: 250 ok
        C: DATA
        S: 354 go on
        C: Subject: x
        C:
        C: text
        C: .
        """;

    static final String TAKES_ANN = ANN + CONTENT + "S: 250 2.0.0 got it\n";
    static final String QUIT = "C: QUIT\nS: 221 bye\n";

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final SmtpClientLimits LIMITS =
            new SmtpClientLimits(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, Duration.ofSeconds(5));

    @TempDir
    Path folder;

    final MemoryStore store = MemoryStore.withConflicts(new SteppedClock(), new SplittableRandom(1), 0);
    final Deque<ScriptedServer> servers = new ArrayDeque<>();
    final StringBuilder zone = new StringBuilder();
    TlsClient tls = new TlsClient(null);
    SmtpAddress sender = new SmtpAddress("me", "here.example");
    String text = "Subject: x\r\n\r\ntext\r\n";
    MailParameters wants = MailParameters.USUAL;
    Steps steps = new Steps(InstantSource.fixed(Instant.EPOCH));
    SmtpClientLimits limits = LIMITS;
    int port;

    /** Each host says its scripts, one for each connection; one without scripts does not listen. */
    void host(String... scripts) throws IOException {
        host(plain -> plain, scripts);
    }

    void host(ScriptedServer.Tls serverTls, String... scripts) throws IOException {
        int number = (int) zone.chars().filter(c -> c == 'A').count() + 2;
        String address = "127.0.0." + number;
        zone.append("there.example MX " + number + " mx" + number + ".test\n");
        zone.append("mx" + number + ".test A " + address + "\n");
        if (scripts.length == 0) return;
        var at = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        servers.add(new ScriptedServer(at, serverTls, List.of(scripts)));
        port = servers.getLast().address().getPort();
    }

    @AfterEach
    void everybodyDidWhatTheScriptSays() throws IOException {
        while (!servers.isEmpty()) servers.remove().close();
    }

    List<String> deliver(String... locals) throws IOException {
        try (HostSessions sessions = sessions()) {
            return deliver(sessions, locals);
        }
    }

    HostSessions sessions() {
        return new HostSessions(
                Dialer.from(List.of()),
                tls,
                "mail.here.example",
                limits,
                InstantSource.fixed(NOW),
                TlsSession.Witness.NOBODY);
    }

    List<String> deliver(HostSessions sessions, String... locals) throws IOException {
        var dns = new ScriptedResolver(zone.toString());
        var routing = new DnsRouting(dns, "mail.here.example", port, _ -> true);
        var transport = new RemoteTransport(
                routing,
                sessions,
                store.blobs(),
                new HostDemands(dns, _ -> MtaSts.Known.NOTHING, TlsSession.Witness.NOBODY),
                new SplittableRandom(1));
        var recipients = new ArrayList<SmtpRecipient>();
        for (String each : locals) recipients.add(SmtpRecipient.of(new SmtpAddress(each, "there.example")));
        var delivery =
                Delivery.first(new DeliveryKey("Q1", 0), new Destination("there.example"), recipients, Instant.EPOCH);
        return transport.deliver(message(), delivery, steps).stream()
                .map(outcome -> outcome.kind() + " " + outcome.status() + " " + outcome)
                .toList();
    }

    QueuedMessage message() {
        byte[] bytes = ("Return-Path: <me@here.example>\r\n" + text).getBytes(StandardCharsets.UTF_8);
        BlobId content = BlobId.of(bytes);
        store.blobs().put(content, () -> new ByteArrayInputStream(bytes), bytes.length);
        return new QueuedMessage(
                "Q1",
                Optional.of(sender),
                content,
                21,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1000),
                null,
                wants,
                Report.NONE);
    }
}
