package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.authenticity.Dkim;
import org.mailstead.authenticity.DkimResult;
import org.mailstead.authenticity.DkimVerdict;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Quota;
import org.mailstead.message.Spool;
import org.mailstead.outbound.Outbound;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.smtp.Gatekeeper;
import org.mailstead.smtp.MailDrop;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.Recipients.Verdict;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpServices;
import org.mailstead.smtp.Submitter;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

class DeliveryTest {
    private static final SmtpPeer PEER =
            new SmtpPeer("c1", new InetSocketAddress("192.0.2.7", 4000), "client.test", true, Optional.empty());

    private static final Actor BY = new Actor("test", "", "");

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private final MemoryStore store = MemoryStore.withConflicts(clock, new Random(3), 0.2);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private final Directory directory =
            new Directory(store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), clock, new Random(2));
    private final MailStore mail = new MailStore(store, writer, clock);
    private final Inbound inbound = new Inbound(directory, mail, new ReceivedReports(store, writer, clock), clock);
    private final Outbound outbound = Outbound.start(
            new Outbound.Settings("mail.example.test", new Outbound.Way.Closed(), RetrySchedule.STANDARD),
            store,
            writer,
            new Outbound.Here(
                    inbound.destinations(),
                    inbound.transport(store.blobs(), "mail.example.test"),
                    directory.routes(),
                    inbound.ownSignature()),
            new Outbound.Network(new ScriptedResolver(""), Dialer.from(List.of()), new TlsClient(null)),
            new Outbound.Chances(clock, new SplittableRandom(4)));

    private SmtpServices services() {
        return inbound.services(
                outbound.queue(),
                directory.signIns(SignInSettings.STANDARD),
                "mail.example.test",
                folder,
                Gatekeeper.OPEN,
                Optional.empty());
    }

    @AfterEach
    void end() {
        outbound.close();
    }

    @BeforeEach
    void people() {
        directory.addDomain("example.test");
        directory.addAccount(address("ann@example.test"), "ann-secret");
        directory.addAccount(address("bob@example.test"), "bob-secret");
        directory.addAlias(
                address("all@example.test"), List.of(address("ann@example.test"), address("bob@example.test")));
    }

    @Test
    void recipientsAreJudgedByTheDirectory() {
        assertThat(judge("ann", "example.test")).isEqualTo(Verdict.DELIVERED_HERE);
        assertThat(judge("ANN", "Example.TEST")).isEqualTo(Verdict.DELIVERED_HERE);
        assertThat(judge("ann+list", "example.test")).isEqualTo(Verdict.DELIVERED_HERE);
        assertThat(judge("all", "example.test")).isEqualTo(Verdict.DELIVERED_HERE);
        assertThat(judge("postmaster", "example.test")).isEqualTo(Verdict.DELIVERED_HERE);
        assertThat(judge("postmaster", "")).isEqualTo(Verdict.DELIVERED_HERE);
        assertThat(judge("eve", "example.test")).isEqualTo(Verdict.UNKNOWN_HERE);
        assertThat(judge("a b", "example.test")).isEqualTo(Verdict.UNKNOWN_HERE);
        assertThat(judge("ann", "elsewhere.test")).isEqualTo(Verdict.ELSEWHERE);
        assertThat(judge("ann", "[127.0.0.1]")).isEqualTo(Verdict.ELSEWHERE);
    }

    @Test
    void peopleSendAsThemselvesAndTheirAliases() {
        var ann = new Submitter(
                directory
                        .account(address("ann@example.test"))
                        .orElseThrow()
                        .id()
                        .value(),
                "ann@example.test");
        // Ann came first and answers for the domain.
        for (String own : List.of("ann", "ANN", "ann+shop", "all", "postmaster"))
            assertThat(services().senders().maySendAs(ann, new SmtpAddress(own, "example.test")))
                    .as(own)
                    .isTrue();
        for (String other : List.of("bob", "nobody"))
            assertThat(services().senders().maySendAs(ann, new SmtpAddress(other, "example.test")))
                    .as(other)
                    .isFalse();
        assertThat(services().senders().maySendAs(ann, new SmtpAddress("ann", "elsewhere.test")))
                .isFalse();
    }

    @Test
    void everyAccountGetsTheMailOnceHoweverOftenItIsNamed() throws IOException {
        assertThat(send("ann", "ann+list", "all", "ANN")).isEqualTo(MailDrop.Outcome.ON_DISK);
        assertThat(inbox("ann@example.test")).containsExactly("Subject: x\r\n\r\ntext\r\n");
        assertThat(inbox("bob@example.test")).containsExactly("Subject: x\r\n\r\ntext\r\n");
    }

    @Test
    void recipientGoneSinceRcptHoldsTheMailBackFromAll() throws IOException {
        assertThat(send("ann", "eve")).isEqualTo(MailDrop.Outcome.TRY_LATER);
        assertThat(inbox("ann@example.test")).isEmpty();
    }

    @Test
    void whatDoesNotFitForOneIsDeliveredToNobody() throws IOException {
        ofBob().quota(new Quota(5, 0, 0), BY);
        assertThat(send("ann", "bob")).isEqualTo(MailDrop.Outcome.MAILBOX_FULL);
        assertThat(inbox("ann@example.test")).isEmpty();
        ofBob().quota(new Quota(0, 1, 0), BY);
        assertThat(send("ann", "bob")).isEqualTo(MailDrop.Outcome.ON_DISK);
        assertThat(judge("bob", "example.test")).isEqualTo(Verdict.FULL);
        assertThat(judge("all", "example.test")).isEqualTo(Verdict.FULL);
        assertThat(judge("ann", "example.test")).isEqualTo(Verdict.DELIVERED_HERE);
    }

    private MailAccount ofBob() {
        return mail.account(directory
                .account(address("bob@example.test"))
                .orElseThrow()
                .id()
                .value());
    }

    @Test
    void whatCannotLeaveComesBack() throws IOException {
        sendAsAnn("Subject: x\r\n\r\ntext\r\n", Set.of(), "bob@example.test", "friend@elsewhere.test");
        assertThat(inbox("bob@example.test").getFirst()).contains("Subject: x\r\n");
        assertThat(inbox("ann@example.test"))
                .singleElement()
                .asString()
                .contains("Subject: Could not be delivered\r\n")
                .contains("This server is set up not to send mail to other servers.")
                .contains("Final-Recipient: rfc822; friend@elsewhere.test\r\nAction: failed\r\nStatus: 5.7.1\r\n");
    }

    @Test
    void successIsToldWhereThatIsWanted() throws IOException {
        sendAsAnn("Subject: x\r\n\r\ntext\r\n", Set.of(SmtpRecipient.Event.SUCCESS), "bob@example.test");
        assertThat(inbox("ann@example.test"))
                .singleElement()
                .asString()
                .contains("Subject: Delivered\r\n")
                .contains("Final-Recipient: rfc822; bob@example.test\r\nAction: delivered\r\n");
    }

    @Test
    void whatPeopleSendGetsTheHeaderItNeeds() throws IOException {
        sendAsAnn("Subject: x\r\nBcc: eve@example.test\r\n\r\ntext\r\n", Set.of(), "bob@example.test");
        assertThat(inbox("bob@example.test"))
                .containsExactly("Return-Path: <ann@example.test>\r\nReceived: by test\r\nFrom: <ann@example.test>\r\n"
                        + "Date: Thu, 15 Jan 2026 12:00:00 +0000\r\nMessage-ID: <ID1@mail.example.test>\r\n"
                        + "Subject: x\r\n\r\ntext\r\n");
    }

    @Test
    void mailForSomebodyElsewhereGoesOnWithASenderOfOurs() throws IOException {
        directory.addAlias(
                address("out@example.test"), List.of(address("eve@elsewhere.test"), address("bob@example.test")));
        assertThat(judge("out", "example.test")).isEqualTo(Verdict.DELIVERED_HERE);
        sendFrom(Optional.of(new SmtpAddress("Carl", "other.test")), "out");
        assertThat(inbox("bob@example.test")).hasSize(1);
        // Nothing leaves here, so what went on came back to its sender, by way of us.
        assertThat(told("id"))
                .anyMatch(line -> line.contains("on to eve@elsewhere.test"))
                .anyMatch(line -> line.contains("<eve@elsewhere.test> failed: This server is set up not to send"))
                .anyMatch(line ->
                        line.matches("<SRS0=.{8}=..=other.test=Carl@example.test> goes on: back to Carl@other.test"))
                .anyMatch(line -> line.contains("<Carl@other.test> failed: This server is set up not to send"));
    }

    @Test
    void theOwnerOfAListHearsWhatDoesNotArrive() throws IOException {
        directory.addAlias(
                address("list@example.test"),
                List.of(address("eve@elsewhere.test")),
                Optional.of(address("bob@example.test")));
        sendFrom(Optional.of(new SmtpAddress("carl", "other.test")), "list");
        assertThat(inbox("bob@example.test")).singleElement().asString().contains("rfc822; eve@elsewhere.test\r\n");
    }

    @Test
    void aReportGoesOnAsOne() throws IOException {
        directory.addAlias(address("out@example.test"), List.of(address("eve@elsewhere.test")));
        sendFrom(Optional.empty(), "out");
        assertThat(told("id"))
                .anyMatch(line -> line.contains("<eve@elsewhere.test> failed"))
                .noneMatch(line -> line.contains("told to"));
    }

    @Test
    void aCircleOfServersEndsWhenTheMailComesBack() throws IOException {
        directory.addAlias(address("out@example.test"), List.of(address("eve@elsewhere.test")));
        var carl = Optional.of(new SmtpAddress("carl", "other.test"));
        send(carl, "Delivered-To: Out@Example.test\r\nSubject: x\r\n\r\ntext\r\n", "out");
        assertThat(told("id"))
                .anyMatch(line -> line.contains("failed: The mail for out@example.test goes in a circle"));
    }

    @Test
    void addressesOfOursForReportsAreNoWayThroughHere() {
        assertThat(judge("SRS0=abcdefgh=ab=other.test=carl", "example.test")).isEqualTo(Verdict.UNKNOWN_HERE);
    }

    /** What happened to a message, and to those that came of it. */
    private List<String> told(String id) {
        var all = new ArrayList<String>();
        for (var entry : outbound.queue().story(id)) {
            for (String line : entry.lines()) {
                all.add(line);
                if (line.startsWith("goes on as ") || line.startsWith("told to "))
                    all.addAll(told(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        return all;
    }

    @Test
    void whatPeopleSendIsSignedForTheirDomain() throws IOException {
        var zone = new StringBuilder();
        for (var each : new DkimKeys(directory, clock).begin("example.test"))
            zone.append(each.key().recordName() + " TXT \"" + each.key().recordText() + "\"\n");
        sendAsAnn("Subject: x\r\nFrom: Ann <ann@example.test>\r\n\r\ntext\r\n", Set.of(), "bob@example.test");
        String got = inbox("bob@example.test").getFirst();
        assertThat(got).startsWith("Return-Path: <ann@example.test>\r\nDKIM-Signature: v=1;");
        try (var in = new ByteArrayInputStream(got.getBytes(StandardCharsets.ISO_8859_1))) {
            var dkim = new Dkim(new ScriptedResolver(zone.toString()), clock);
            assertThat(dkim.verify(RawHeader.read(in), in))
                    .extracting(DkimVerdict::result)
                    .containsExactly(DkimResult.PASS, DkimResult.PASS);
        }
    }

    @Test
    void nobodySignsForADomainThatIsNotTheirs() throws IOException {
        directory.addDomain("bank.test");
        new DkimKeys(directory, clock).begin("bank.test");
        sendAsAnn("Subject: x\r\nFrom: Ann <ann@bank.test>\r\n\r\ntext\r\n", Set.of(), "bob@example.test");
        assertThat(inbox("bob@example.test").getFirst()).doesNotContain("DKIM-Signature");
    }

    private void sendAsAnn(String text, Set<SmtpRecipient.Event> events, String... to) throws IOException {
        String id = directory
                .account(address("ann@example.test"))
                .orElseThrow()
                .id()
                .value();
        var ann = Optional.of(new Submitter(id, "ann@example.test"));
        var peer = new SmtpPeer("c1", new InetSocketAddress("192.0.2.7", 4000), "client.test", true, ann);
        var recipients = new ArrayList<SmtpRecipient>();
        for (String each : to) {
            MailAddress parts = address(each);
            var one = new SmtpAddress(parts.local(), parts.domain());
            recipients.add(new SmtpRecipient(one, events.isEmpty() ? null : events, null));
        }
        var sender = Optional.of(new SmtpAddress("ann", "example.test"));
        try (var spool = new Spool(folder)) {
            spool.write(("Return-Path: <ann@example.test>\r\nReceived: by test\r\n" + text)
                    .getBytes(StandardCharsets.US_ASCII));
            spool.finish();
            var envelope = new SmtpEnvelope("ID1", sender, MailParameters.USUAL, recipients, peer);
            assertThat(accept(envelope, spool)).isEqualTo(MailDrop.Outcome.ON_DISK);
        }
    }

    @Test
    void faultOfTheStoreIsNotTakenForDelivery() {
        store.close();
        assertThatThrownBy(() -> send("ann")).isInstanceOf(RuntimeException.class);
    }

    private Verdict judge(String local, String domain) {
        return services().recipients().judge(new SmtpAddress(local, domain), Optional.empty(), PEER);
    }

    private MailDrop.Outcome send(String... locals) throws IOException {
        return sendFrom(Optional.empty(), locals);
    }

    private MailDrop.Outcome sendFrom(Optional<SmtpAddress> sender, String... locals) throws IOException {
        return send(sender, "Subject: x\r\n\r\ntext\r\n", locals);
    }

    private MailDrop.Outcome send(Optional<SmtpAddress> sender, String text, String... locals) throws IOException {
        List<SmtpRecipient> recipients = new ArrayList<>();
        for (String local : locals) recipients.add(SmtpRecipient.of(new SmtpAddress(local, "example.test")));
        try (var spool = new Spool(folder)) {
            spool.write(text.getBytes(StandardCharsets.US_ASCII));
            spool.finish();
            return accept(new SmtpEnvelope("id", sender, MailParameters.USUAL, recipients, PEER), spool);
        }
    }

    private MailDrop.Outcome accept(SmtpEnvelope envelope, Spool spool) {
        var outcome = services().drop().accept(envelope, spool);
        // Several people get theirs out of the queue.
        while (outbound.queue().size() > 0) LockSupport.parkNanos(1_000_000);
        return outcome;
    }

    private List<String> inbox(String address) throws IOException {
        MailAccount account = mail.account(
                directory.account(address(address)).orElseThrow().id().value());
        var view = account.view(account.mailbox(MailboxName.INBOX).orElseThrow().id());
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            try (var in = account.open(account.message(view.messageId(i)), 0, 10_000)) {
                messages.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return messages;
    }

    private static MailAddress address(String text) {
        return MailAddress.of(text);
    }
}
