package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailAccountTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();

    @Test
    void aNewAccountHasTheUsualMailboxesSubscribed() {
        assertThat(account.mailboxes().stream().map(m -> m.name().toString() + m.uses()))
                .containsExactly(
                        "INBOX[]", "Archive[ARCHIVE]", "Drafts[DRAFTS]", "Junk[JUNK]", "Sent[SENT]", "Trash[TRASH]");
        assertThat(account.subscriptions()).hasSize(6);
        assertThat(account.mailboxes().stream().map(Mailbox::uidValidity).distinct())
                .hasSize(6);
    }

    @Test
    void anAppendedMessageCanBeReadAndCounted() throws IOException {
        int uid = fixture.append("first");
        assertThat(uid).isEqualTo(1);
        MailboxView view = account.view(inbox);
        assertThat(view.size()).isEqualTo(1);
        StoredMessage message = account.message(view.messageId(0));
        try (InputStream in = account.open(message, 0, Long.MAX_VALUE)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("Subject: first\r\n\r\nbody of first\r\n");
        }
        Mailbox now = fixture.now(inbox);
        assertThat(now.messages()).isEqualTo(1);
        assertThat(now.unseen()).isEqualTo(1);
        assertThat(now.bytes()).isEqualTo(view.bytes(0));
        assertThat(now.uidNext()).isEqualTo(2);
        assertThat(now.changeNumber()).isEqualTo(view.changeNumber(0)).isEqualTo(view.changeNumber());
    }

    @Test
    void flagsAreAddedRemovedAndReplaced() {
        fixture.append("a");
        fixture.append("b");
        var seenAndWork = new FlagSet(FlagBits.SEEN, new TreeSet<>(Set.of("work")));
        var changed = account.changeFlags(inbox, UidSet.of(2, 9), new FlagChange(FlagChange.Mode.ADD, seenAndWork), BY);
        assertThat(changed.changed()).hasToString("2");
        MailboxView view = account.view(inbox);
        assertThat(FlagSet.names(view.flags(1), view.keywords())).containsExactly("\\Seen", "work");
        assertThat(fixture.now(inbox).unseen()).isEqualTo(1);
        // Nothing changes: no change number is used up for it.
        long before = view.changeNumber();
        changed = account.changeFlags(inbox, UidSet.of(2), new FlagChange(FlagChange.Mode.ADD, seenAndWork), BY);
        assertThat(changed.changed().isEmpty()).isTrue();
        assertThat(account.view(inbox).changeNumber()).isEqualTo(before);
        var remove = new FlagChange(FlagChange.Mode.REMOVE, new FlagSet(0, new TreeSet<>(Set.of("WORK", "unknown"))));
        account.changeFlags(inbox, UidSet.of(2), remove, BY);
        view = account.view(inbox);
        assertThat(FlagSet.names(view.flags(1), view.keywords())).containsExactly("\\Seen");
        assertThat(view.keywords()).containsExactly("work");
        account.changeFlags(
                inbox, UidSet.ALL, new FlagChange(FlagChange.Mode.REPLACE, FlagSet.of(FlagBits.FLAGGED)), BY);
        view = account.view(inbox);
        assertThat(view.flags(0)).isEqualTo(FlagBits.FLAGGED);
        assertThat(view.flags(1)).isEqualTo(FlagBits.FLAGGED);
        assertThat(fixture.now(inbox).unseen()).isEqualTo(2);
    }

    @Test
    void theKeywordTableHasAnEnd() {
        fixture.append("a");
        for (int i = 0; i < FlagBits.MAX_KEYWORDS; i++) add("k" + i);
        assertThatThrownBy(() -> add("one-too-many"))
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("56 keywords");
        add("K3");
        assertThat(account.view(inbox).flags(0) >>> FlagBits.FIRST_KEYWORD).isEqualTo((1L << 56) - 1);
    }

    private void add(String keyword) {
        var flags = new FlagSet(0, new TreeSet<>(Set.of(keyword)));
        account.changeFlags(inbox, UidSet.of(1), new FlagChange(FlagChange.Mode.ADD, flags), BY);
    }

    @Test
    void expungeTakesOnlyWhatIsDeletedAndOldViewsStillRead() {
        for (int i = 0; i < 5; i++) fixture.append("m" + i);
        MailboxView old = account.view(inbox);
        account.changeFlags(
                inbox, UidSet.of(1, 3, 5), new FlagChange(FlagChange.Mode.ADD, FlagSet.of(FlagBits.DELETED)), BY);
        assertThat(account.expunge(inbox, UidSet.range(2, 5), BY)).hasToString("3,5");
        MailboxView now = account.view(inbox);
        assertThat(now.since(old).expunged()).containsExactly(2, 4);
        assertThat(account.message(old.messageId(2)).index().size()).isEqualTo(old.bytes(2));
        assertThat(account.remove(inbox, UidSet.of(2, 3), BY)).hasToString("2");
        assertThat(fixture.now(inbox).messages()).isEqualTo(2);
    }

    @Test
    void copyAndMoveKeepFlagsKeywordsAndContent() {
        MailboxId archive = account.mailbox(name("Archive")).orElseThrow().id();
        fixture.append(archive, "other", new FlagSet(0, new TreeSet<>(Set.of("x"))));
        var flags = new FlagSet(FlagBits.SEEN, new TreeSet<>(Set.of("work", "x")));
        fixture.append(inbox, "one", flags);
        fixture.append(inbox, "two", flags);
        var copied = account.copy(inbox, UidSet.of(2, 7), archive, BY);
        assertThat(copied.source()).hasToString("2");
        assertThat(copied.destination()).hasToString("2");
        assertThat(copied.uidValidity()).isEqualTo(fixture.now(archive).uidValidity());
        MailboxView there = account.view(archive);
        assertThat(FlagSet.names(there.flags(1), there.keywords())).containsExactlyInAnyOrder("\\Seen", "work", "x");
        var moved = account.move(inbox, UidSet.ALL, archive, BY);
        assertThat(moved.destination()).hasToString("3:4");
        assertThat(account.view(inbox).size()).isZero();
        assertThat(fixture.now(archive).messages()).isEqualTo(4);
        assertThat(fixture.now(archive).unseen()).isEqualTo(1);
        assertThat(account.view(archive).messageId(1))
                .as("copies share what does not change")
                .isEqualTo(account.view(archive).messageId(3));
    }

    @Test
    void workOnMoreMessagesThanOneCommitTakesIsDoneWhole() {
        int many = 2 * MailboxLimits.MESSAGES_PER_COMMIT + 5;
        PreparedMessage message = fixture.message("Subject: x\n\ny\n");
        for (int i = 0; i < many; i++) account.append(inbox, message, FlagSet.NONE, fixture.clock.instant(), BY);
        MailboxId trash = account.mailbox(name("Trash")).orElseThrow().id();
        assertThat(account.copy(inbox, UidSet.ALL, trash, BY).destination().size())
                .isEqualTo(many);
        account.changeFlags(inbox, UidSet.ALL, new FlagChange(FlagChange.Mode.ADD, FlagSet.of(FlagBits.DELETED)), BY);
        assertThat(account.expunge(inbox, UidSet.ALL, BY).size()).isEqualTo(many);
        assertThat(account.move(trash, UidSet.ALL, inbox, BY).source().size()).isEqualTo(many);
        assertThat(account.view(inbox).size()).isEqualTo(many);
        assertThat(account.view(trash).size()).isZero();
    }

    @Test
    void manyWritersLoseNothing() throws InterruptedException {
        int writers = 8;
        int each = 40;
        var uids = new ConcurrentSkipListSet<Integer>();
        var done = new CountDownLatch(writers);
        for (int w = 0; w < writers; w++) {
            int number = w;
            Thread.startVirtualThread(() -> {
                for (int i = 0; i < each; i++) {
                    uids.add(fixture.append("w" + number + "-" + i));
                    account.view(inbox);
                }
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(uids).hasSize(writers * each);
        assertThat(account.view(inbox).size()).isEqualTo(writers * each);
        assertThat(fixture.now(inbox).messages()).isEqualTo(writers * each);
    }

    @Test
    void recentIsClaimedOnce() {
        fixture.append("a");
        fixture.append("b");
        assertThat(account.firstRecent(inbox)).isEqualTo(1);
        assertThat(account.claimRecent(inbox, 3)).isEqualTo(1);
        assertThat(account.claimRecent(inbox, 3)).isEqualTo(3);
        fixture.append("c");
        assertThat(account.claimRecent(inbox, 4)).isEqualTo(3);
        assertThat(account.firstRecent(inbox)).isEqualTo(4);
    }

    @Test
    void watchersHearOfChanges() throws Exception {
        var heard = new CountDownLatch(1);
        try (var _ = account.watch(heard::countDown)) {
            fixture.append("a");
            assertThat(heard.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aMailboxThatIsGoneSaysSo() {
        MailboxId id = account.create(name("short-lived"), Set.of(), BY).id();
        account.view(id);
        account.delete(name("short-lived"), BY);
        assertThatThrownBy(() -> account.view(id))
                .isInstanceOf(MailboxException.class)
                .extracting(e -> ((MailboxException) e).reason())
                .isEqualTo(MailboxException.Reason.NONEXISTENT);
        assertThatThrownBy(() -> fixture.append(id, "late", FlagSet.NONE)).isInstanceOf(MailboxException.class);
    }

    @Test
    void aNameUsedAgainHasAHigherUidValidity() {
        long first = account.create(name("again"), Set.of(), BY).uidValidity();
        account.delete(name("again"), BY);
        assertThat(account.create(name("again"), Set.of(), BY).uidValidity()).isGreaterThan(first);
    }
}
