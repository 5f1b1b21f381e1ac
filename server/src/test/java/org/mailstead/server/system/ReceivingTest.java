package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.PolicySettings;
import org.mailstead.policy.Use;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** Mail from other servers is checked, and what was found out can be seen. */
@Timeout(60)
class ReceivingTest {
    private static final String ZONE = """
            1.0.0.127.in-addr.arpa  PTR client.test
            client.test             A   127.0.0.1
            client.test             TXT "v=spf1 a -all"
            _dmarc.client.test      TXT "v=DMARC1; p=reject"
            _dmarc.bank.test        TXT "v=DMARC1; p=reject"
            _dmarc.shop.test        TXT "v=DMARC1; p=quarantine"
            _dmarc.down.test        *   !timeout
            """;

    private final ScriptedResolver dns = new ScriptedResolver(ZONE);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void certificate() throws IOException {
        TestServer.makeCertificate(folder);
    }

    static PolicySettings everybodyChecked(Use dmarc) {
        var usual = PolicySettings.STANDARD;
        var identity = new PolicySettings.Identity(Use.REPORT, Use.REPORT, Use.REPORT, dmarc, List.of(), Use.OFF);
        return new PolicySettings(
                true,
                List.of(),
                identity,
                usual.blockLists(),
                usual.greylist(),
                100,
                AccountSending.Limits.NONE,
                PolicySettings.Filters.NONE);
    }

    private TestServer start(PolicySettings policy) throws IOException {
        return TestServer.receiving(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, policy, dns);
    }

    static String send(TestServer server, String author, String fields, String... to) throws IOException {
        String message = fields + "From: <" + author + ">\r\nDate: Thu, 15 Jan 2026 12:00:00 +0000\r\n\r\nhi\r\n";
        try (var smtp = Smtp.connect(server.port(MailPort.SMTP))) {
            return smtp.send("sender@client.test", List.of(to), message.getBytes(StandardCharsets.US_ASCII));
        }
    }

    static String inbox(TestServer server, String who) throws IOException {
        try (var pop3 = Pop3.signIn(server.port(MailPort.POP3), who + "@example.test", who + "-secret")) {
            return pop3.retrieve(1);
        }
    }

    private static int messages(TestServer server, String who, String mailbox) {
        var account = server.open()
                .directory()
                .account(new MailAddress(who, "example.test"))
                .orElseThrow();
        return server.open()
                .mail()
                .account(account.id().value())
                .mailbox(MailboxName.of(mailbox).orElseThrow())
                .orElseThrow()
                .messages();
    }

    @Test
    void whatWasFoundOutStandsOnTop() throws IOException {
        try (var server = start(everybodyChecked(Use.ENFORCE))) {
            String forged = "Authentication-Results: mail.example.test; dmarc=pass\r\nMailstead-Junk: x\r\n";
            assertThat(send(server, "ann@client.test", forged, "ann@example.test"))
                    .startsWith("250 ");
            assertThat(inbox(server, "ann"))
                    .startsWith("Return-Path: <sender@client.test>\r\nAuthentication-Results: mail.example.test;\r\n")
                    .contains("\r\n\tiprev=pass reason=", "\r\n\tspf=pass reason=", "\r\n\tdmarc=pass reason=")
                    .contains("header.from=client.test", "\r\nReceived: from client.test")
                    .doesNotContain("Mailstead-Junk")
                    .containsOnlyOnce("Authentication-Results");
        }
    }

    @Test
    void aClaimIsRefusedAsTheDomainWants() throws IOException {
        try (var server = start(everybodyChecked(Use.ENFORCE))) {
            assertThat(send(server, "billing@bank.test", "", "ann@example.test"))
                    .startsWith("550 5.7.1 bank.test wants mail refused that only claims to be from it (DMARC): ");
            assertThat(messages(server, "ann", "INBOX")).isZero();
        }
    }

    @Test
    void aClaimGoesToJunkAsTheDomainWants() throws IOException {
        try (var server = start(everybodyChecked(Use.ENFORCE))) {
            assertThat(send(server, "billing@shop.test", "", "ann@example.test"))
                    .startsWith("250 ");
            assertThat(messages(server, "ann", "INBOX")).isZero();
            assertThat(messages(server, "ann", "Junk")).isOne();
        }
    }

    @Test
    void whatHappenedCanBeAskedFor() throws IOException {
        try (var server = start(everybodyChecked(Use.ENFORCE))) {
            assertThat(send(server, "billing@bank.test", "Message-ID: <1@bank.test>\r\n", "ann@example.test"))
                    .startsWith("550 ");
            send(server, "ann@client.test", "Message-ID: <2@client.test>\r\n", "ann@example.test");
            assertThat(story(server, "<1@bank.test>"))
                    .contains("from <sender@client.test> to <ann@example.test>")
                    .anyMatch(line -> line.startsWith("refused: 550 5.7.1 bank.test wants mail refused"));
            assertThat(story(server, "2@client.test"))
                    .anyMatch(line -> line.startsWith("received from client.test [127.0.0.1], "))
                    .anyMatch(line -> line.contains("spf=pass"))
                    .endsWith("<ann@example.test> delivered: in the mailbox");
        }
    }

    static List<String> story(TestServer server, String messageId) {
        server.queue().stories().flush();
        return server.queue().stories().of(messageId).values().stream()
                .flatMap(List::stream)
                .flatMap(entry -> entry.lines().stream())
                .toList();
    }

    @Test
    void alsoByWayOfTheQueue() throws IOException {
        try (var server = start(everybodyChecked(Use.ENFORCE))) {
            assertThat(send(server, "billing@shop.test", "", "ann@example.test", "bob@example.test"))
                    .startsWith("250 ");
            while (server.queue().size() > 0) LockSupport.parkNanos(1_000_000);
            for (String who : List.of("ann", "bob")) {
                assertThat(messages(server, who, "INBOX")).isZero();
                assertThat(messages(server, who, "Junk")).isOne();
            }
        }
    }

    @Test
    void whatIsOnlyReportedArrives() throws IOException {
        try (var server = start(everybodyChecked(Use.REPORT))) {
            assertThat(send(server, "billing@bank.test", "", "ann@example.test"))
                    .startsWith("250 ");
            assertThat(inbox(server, "ann")).contains("dmarc=fail");
        }
    }

    @Test
    void withoutAnAnswerFromTheDnsNothingIsDecided() throws IOException {
        try (var server = start(everybodyChecked(Use.ENFORCE))) {
            assertThat(send(server, "ann@down.test", "", "ann@example.test")).startsWith("250 ");
            assertThat(inbox(server, "ann")).contains("dmarc=temperror");
        }
    }

    @Test
    void whoIsUnknownHasToComeBack() throws IOException {
        var usual = everybodyChecked(Use.OFF);
        var greylisting = new PolicySettings(
                true,
                List.of(),
                usual.identity(),
                usual.blockLists(),
                Duration.ofMinutes(5),
                0,
                AccountSending.Limits.NONE,
                PolicySettings.Filters.NONE);
        try (var server = start(greylisting)) {
            assertThat(send(server, "ann@client.test", "", "ann@example.test"))
                    .isEqualTo("450 4.7.1 you are not known here yet, try again in 5 minutes (greylisting)");
            assertThat(send(server, "ann@client.test", "", "postmaster@example.test"))
                    .startsWith("250 ");
        }
    }

    @Test
    void thisMachineIsNotAskedForItsPapers() throws IOException {
        try (var server = start(PolicySettings.STANDARD)) {
            assertThat(send(server, "billing@bank.test", "", "ann@example.test"))
                    .startsWith("250 ");
            assertThat(inbox(server, "ann")).doesNotContain("Authentication-Results");
            assertThat(dns.asked()).isEmpty();
        }
    }
}
