package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.authenticity.Arc;
import org.mailstead.authenticity.ArcVerdict;
import org.mailstead.authenticity.Dkim;
import org.mailstead.authenticity.DkimResult;
import org.mailstead.authenticity.DkimVerdict;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.message.Spool;
import org.mailstead.outbound.Outbound;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.smtp.Gatekeeper;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** What goes on is sealed, and the seal fits the bytes that leave; what the server writes itself is signed. */
class SealingTest {
    private static final String HOST = "mail.example.test";

    private static final String MESSAGE = "Return-Path: <carl@other.test>\r\n"
            + "Authentication-Results: mail.example.test;\r\n\tspf=pass smtp.mailfrom=carl@other.test;\r\n"
            + "\tdmarc=pass header.from=other.test\r\n"
            + "Received: from other.test by mail.example.test\r\n"
            + "From: Carl <carl@other.test>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n text \r\n\r\nmore\r\n";

    @TempDir
    Path folder = Path.of("");

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private final MemoryStore store = new MemoryStore(clock);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private final Directory directory =
            new Directory(store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), clock, new Random(2));
    private final MailStore mail = new MailStore(store, writer, clock);

    private String zone = "";

    /** Nothing leaves this server, so what was to leave comes back to its sender, whole. */
    @BeforeEach
    void aliasThatLeadsElsewhere() {
        directory.addDomain("example.test");
        directory.addAccount(MailAddress.of("bob@example.test"), "bob-secret");
        directory.addAlias(MailAddress.of("club@example.test"), List.of(MailAddress.of("eve@elsewhere.test")));
        for (var each : new DkimKeys(directory, clock).begin("example.test"))
            zone += each.key().recordName() + " TXT \"" + each.key().recordText() + "\"\n";
    }

    @Test
    void theSealFitsWhatLeaves() throws IOException {
        accept("club@example.test");
        String report = inboxOfBob();
        String left = report.substring(report.indexOf("ARC-Seal: i=1;"), report.lastIndexOf("\r\n--=_report_"));
        assertThat(left).contains("\r\nDelivered-To: club@example.test\r\n").doesNotContain("Return-Path");
        var bytes = new ByteArrayInputStream(left.getBytes(StandardCharsets.ISO_8859_1));
        var verdict = new Arc(new ScriptedResolver(zone)).verify(RawHeader.read(bytes), bytes);
        assertThat(verdict.result()).as(verdict.reason()).isEqualTo(ArcVerdict.Result.PASS);
        assertThat(verdict.seals().getFirst().domain()).hasToString("example.test");
        assertThat(verdict.seals().getFirst().results().orElseThrow().results())
                .extracting(result -> result.method() + "=" + result.result())
                .containsExactly("spf=pass", "dmarc=pass");
    }

    /** Its name is one below the domain that signs. */
    @Test
    void whatTheServerWritesItselfIsSigned() throws IOException {
        accept("club@example.test");
        String report = inboxOfBob();
        assertThat(report)
                .startsWith("Return-Path: <>\r\nDKIM-Signature: v=1;")
                .contains("\r\nFrom: Mail delivery <MAILER-DAEMON@mail.example.test>\r\n", " d=example.test;");
        var bytes = new ByteArrayInputStream(report.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(new Dkim(new ScriptedResolver(zone), clock).verify(RawHeader.read(bytes), bytes))
                .extracting(DkimVerdict::result)
                .containsExactly(DkimResult.PASS, DkimResult.PASS);
    }

    private void accept(String recipient) throws IOException {
        var inbound = new Inbound(directory, mail, new ReceivedReports(store, writer, clock), clock);
        var outbound = Outbound.start(
                new Outbound.Settings(HOST, new Outbound.Way.Closed(), RetrySchedule.STANDARD),
                store,
                writer,
                new Outbound.Here(
                        inbound.destinations(),
                        inbound.transport(store.blobs(), HOST),
                        directory.routes(),
                        inbound.ownSignature()),
                new Outbound.Network(new ScriptedResolver(""), Dialer.from(List.of()), new TlsClient(null)),
                new Outbound.Chances(clock, new SplittableRandom(4)));
        var wants =
                new MailParameters(MailParameters.Body.EIGHT_BIT, false, false, 0, MailParameters.Returned.FULL, null);
        var to = MailAddress.of(recipient);
        var peer = new SmtpPeer("c1", new InetSocketAddress("192.0.2.7", 4000), "other.test", true, Optional.empty());
        try (outbound;
                var spool = new Spool(folder)) {
            spool.write(MESSAGE.getBytes(StandardCharsets.US_ASCII));
            spool.finish();
            var envelope = new SmtpEnvelope(
                    "ID1",
                    Optional.of(new SmtpAddress("bob", "example.test")),
                    wants,
                    List.of(SmtpRecipient.of(new SmtpAddress(to.local(), to.domain()))),
                    peer);
            inbound.services(
                            outbound.queue(),
                            directory.signIns(SignInSettings.STANDARD),
                            HOST,
                            folder,
                            Gatekeeper.OPEN,
                            Optional.empty())
                    .drop()
                    .accept(envelope, spool);
            while (outbound.queue().size() > 0) LockSupport.parkNanos(1_000_000);
        }
    }

    private String inboxOfBob() throws IOException {
        var bob = directory.account(MailAddress.of("bob@example.test")).orElseThrow();
        var account = mail.account(bob.id().value());
        var view = account.view(account.mailbox(MailboxName.INBOX).orElseThrow().id());
        try (var in = account.open(account.message(view.messageId(0)), 0, 100_000)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
