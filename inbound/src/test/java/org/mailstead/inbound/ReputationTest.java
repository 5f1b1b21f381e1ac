package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.inbound.Reputation.Standing;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.UidSet;
import org.mailstead.message.Spool;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;

class ReputationTest {
    private static final Actor BY = new Actor("imap", "", "");
    private static final String PROVEN = "dmarc=pass";
    private static final String UNPROVEN = "dmarc=none";

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final MailStore mail = new MailStore(store, new PartitionWriter(store, new Random(1)), clock);
    private final Reputation reputation = new Reputation("mail.example.test", clock);
    private final MailAccount ann = mail.account("ann");
    private int made;

    @BeforeEach
    void learn() {
        mail.tellOfJunk(reputation);
    }

    private String text(String from, String results) {
        return "Authentication-Results: mail.example.test; " + results + "\r\nReceived: from x\r\nFrom: " + from
                + "\r\nSubject: " + ++made + "\r\n\r\nhi\r\n";
    }

    private MailboxId mailbox(String name) {
        return ann.mailbox(MailboxName.of(name).orElseThrow()).orElseThrow().id();
    }

    private int deliver(String mailbox, String from, String results) throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write(text(from, results).getBytes(StandardCharsets.US_ASCII));
            return ann.append(mailbox(mailbox), mail.prepare(spool), FlagSet.NONE, clock.instant(), BY)
                    .uid();
        }
    }

    private int move(String from, int uid, String to) {
        return ann.move(mailbox(from), UidSet.of(uid), mailbox(to), BY)
                .destination()
                .lowest();
    }

    private void unwanted(String from, String results) throws IOException {
        move("INBOX", deliver("INBOX", from, results), "Junk");
    }

    private Standing standing(String from, String results) throws IOException {
        byte[] whole = text(from, results).getBytes(StandardCharsets.US_ASCII);
        return reputation.standing(ann, () -> whole);
    }

    @Test
    void whoIsUnknownIsLeftToTheChecks() throws IOException {
        assertThat(standing("eve@shop.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
        unwanted("other@elsewhere.test", PROVEN);
        assertThat(standing("eve@shop.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void whoseMailWasPutAmongTheJunkIsUnwanted() throws IOException {
        unwanted("Eve <eve@shop.test>", PROVEN);
        assertThat(standing("EVE@shop.test", PROVEN))
                .isEqualTo(new Standing.Unwanted("mail of eve@shop.test was put there, last on 2026-01-15"));
        assertThat(standing("bob@shop.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void whoWasFetchedBackIsWanted() throws IOException {
        int inbox = deliver("INBOX", "eve@shop.test", PROVEN);
        int junk = move("INBOX", inbox, "Junk");
        move("Junk", junk, "INBOX");
        assertThat(standing("eve@shop.test", PROVEN))
                .isEqualTo(new Standing.Wanted("eve@shop.test is wanted here, last on 2026-01-15"));
    }

    /** A program that marks and moves says one thing, not two. */
    @Test
    void oneMessageIsOneOpinion() throws IOException {
        int uid = deliver("INBOX", "eve@shop.test", PROVEN);
        ann.copy(mailbox("INBOX"), UidSet.of(uid), mailbox("Junk"), BY);
        move("INBOX", uid, "Junk");
        assertThat(KnownSender.of(ann, clock.instant()))
                .extracting(KnownSender::sender, KnownSender::unwanted, KnownSender::standing)
                .containsExactlyInAnyOrder(tuple("eve@shop.test", 1, "junk"), tuple("@shop.test", 1, "as checked"));
    }

    @Test
    void whatAnybodyCanWriteSaysNothingOfTheTrueOne() throws IOException {
        unwanted("boss@shop.test", UNPROVEN);
        assertThat(standing("boss@shop.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
        assertThat(standing("boss@shop.test", UNPROVEN)).isInstanceOf(Standing.Unwanted.class);
    }

    @Test
    void whoOnlyClaimsToBeWantedIsNot() throws IOException {
        reputation.wroteTo(ann, List.of("boss@shop.test"), BY);
        assertThat(standing("boss@shop.test", PROVEN)).isInstanceOf(Standing.Wanted.class);
        assertThat(standing("boss@shop.test", UNPROVEN)).isInstanceOf(Standing.Unknown.class);
        int junk = deliver("Junk", "friend@shop.test", UNPROVEN);
        move("Junk", junk, "INBOX");
        assertThat(standing("friend@shop.test", UNPROVEN)).isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void threeSendersSpeakForADomain() throws IOException {
        unwanted("a1@spam.test", PROVEN);
        unwanted("a2@spam.test", PROVEN);
        assertThat(standing("a4@spam.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
        unwanted("a3@spam.test", PROVEN);
        assertThat(standing("a4@spam.test", PROVEN))
                .isEqualTo(new Standing.Unwanted("mail of spam.test was put there several times, last on 2026-01-15"));
        assertThat(standing("a4@good.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
        move("Junk", deliver("Junk", "good@spam.test", PROVEN), "INBOX");
        assertThat(standing("a4@spam.test", PROVEN)).as("one is wanted").isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void butNotForOneWhereAnybodyCanBe() throws IOException {
        for (String domain : List.of("gmail.com", "yahoo.co.jp", "gmx.de", "outlook.com")) {
            for (int i = 1; i <= 4; i++) unwanted("a" + i + "@" + domain, PROVEN);
            assertThat(standing("a9@" + domain, PROVEN)).as(domain).isInstanceOf(Standing.Unknown.class);
        }
    }

    @Test
    void opinionsFade() throws IOException {
        unwanted("eve@shop.test", PROVEN);
        clock.advance(Duration.ofDays(179));
        assertThat(standing("eve@shop.test", PROVEN)).isInstanceOf(Standing.Unwanted.class);
        clock.advance(Duration.ofDays(2));
        assertThat(standing("eve@shop.test", PROVEN)).isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void writingAgainAndAgainIsOneOpinion() {
        for (int i = 0; i < 100; i++) {
            reputation.wroteTo(ann, List.of("Eve@shop.test"), BY);
            clock.advance(Duration.ofDays(1));
        }
        assertThat(KnownSender.of(ann, clock.instant()))
                .singleElement()
                .satisfies(each -> assertThat(each.wanted()).isOne());
        long version = ann.version();
        reputation.wroteTo(ann, List.of("eve@shop.test"), BY);
        assertThat(ann.version()).isEqualTo(version);
    }

    @Test
    void whatWasNotCheckedTeachesNothing() throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write("From: <eve@shop.test>\r\n\r\nhi\r\n".getBytes(StandardCharsets.US_ASCII));
            int uid = ann.append(mailbox("INBOX"), mail.prepare(spool), FlagSet.NONE, clock.instant(), BY)
                    .uid();
            move("INBOX", uid, "Junk");
        }
        assertThat(ann.senderVotes().areAny()).isFalse();
    }
}
