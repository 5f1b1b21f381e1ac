package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Account;
import org.mailstead.directory.MailAddress;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.Grantee;
import org.mailstead.mailbox.Grants.Change;
import org.mailstead.mailbox.Grants.Mode;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Rights;
import org.mailstead.mailbox.UidSet;

/** What a golden conversation cannot show: limits, what it costs, and that nothing is left behind. RFC 5465 §5.8, §9. */
class NotifyTest {
    private static final Actor BY = new Actor("test", "", "");
    private static final String EVERYTHING =
            "NOTIFY SET (SELECTED (MessageNew MessageExpunge FlagChange)) (PERSONAL (MessageNew MessageExpunge FlagChange"
                    + " MailboxName SubscriptionChange MailboxMetadataChange ServerMetadataChange))";

    private final ImapFixture fixture = new ImapFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static MailboxName name(String text) {
        return MailboxName.of(text).orElseThrow();
    }

    /** Waits for what other threads do. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private Account makeOwner(String address, int mailboxes) {
        Account owner = fixture.directory.addAccount(MailAddress.of(address), "long enough");
        MailAccount mail = fixture.mail.account(owner.id().value());
        var everybody = new Change(Grantee.ANYONE, false, Mode.REPLACE, Rights.ALL);
        MailboxId top = mail.create(name("Top"), Set.of(), BY).id();
        mail.access().change(top, everybody, BY);
        for (int i = 1; i < mailboxes; i++) mail.create(name("Top/" + i), Set.of(), BY);
        SharedMailboxes.index(fixture.directory, mail);
        return owner;
    }

    @Test
    void moreMailboxesThanCanBeFollowedAreRefused() {
        makeOwner("one@example.test", 1_200);
        try (ImapClient ann = fixture.signedIn()) {
            assertThat(ann.last("NOTIFY SET (SUBTREE Shared (MailboxName))")).startsWith("a OK");
            int before = fixture.store.watches();
            makeOwner("two@example.test", 1_200);
            // What happens to those already followed is too much as well.
            String line = ann.line();
            while (line.startsWith("* LIST ")) line = ann.line();
            assertThat(line).startsWith("* OK [NOTIFICATIONOVERFLOW] ");
            await(() -> fixture.store.watches() < before);
            assertThat(ann.last("NOTIFY SET (SUBTREE Shared (MailboxName))")).startsWith("a NO [NOTIFICATIONOVERFLOW]");
            // Fewer of them are fine.
            assertThat(ann.last("NOTIFY SET (SUBTREE Shared/one@example.test (MailboxName)) (PERSONAL (MailboxName))"))
                    .startsWith("a OK");
        }
    }

    @Test
    void moreNewsAtOnceThanMakeSenseEndThem() {
        MailAccount mail = fixture.annsMail();
        mail.create(name("Top"), Set.of(), BY);
        for (int i = 0; i < 600; i++) mail.create(name("Top/" + i), Set.of(), BY);
        try (ImapClient ann = fixture.inbox();
                ImapClient other = fixture.signedIn()) {
            ann.ok(EVERYTHING);
            // Each of them is to be told, unlike the names below one that is renamed.
            mail.delete(name("Top"), BY);
            assertThat(ann.line()).isEqualTo("* LIST (\\NonExistent \\HasChildren) \"/\" Top");
            other.ok("RENAME Top Down");
            assertThat(ann.line())
                    .isEqualTo(
                            "* OK [NOTIFICATIONOVERFLOW] Too much has changed to tell; nothing more will be told unasked");
            other.ok("CREATE More");
            other.append("INBOX", "", "A: b\n\nc\n");
            // As after NOTIFY NONE: the size is told to who asks.
            assertThat(ann.ok("NOOP")).first().isEqualTo("* 1 EXISTS");
            ann.ok(EVERYTHING);
            other.ok("CREATE Again");
            assertThat(ann.line()).isEqualTo("* LIST (\\HasNoChildren) \"/\" Again");
        }
    }

    /** What a client did itself is known without a word; what another makes of it at that very moment must not pass for its own doing. */
    @Test
    void whatAnotherDoesToMyNewMailboxIsToldHoweverSoonItComes() {
        MailAccount mail = fixture.annsMail();
        try (ImapClient ann = fixture.signedIn()) {
            ann.ok("NOTIFY SET (PERSONAL (MailboxName))");
            for (int i = 0; i < 300; i++) {
                ann.ok("CREATE Mine" + i);
                mail.rename(name("Mine" + i), name("Theirs" + i), BY);
                assertThat(ann.line())
                        .isEqualTo("* LIST (\\HasNoChildren) \"/\" Theirs" + i + " (\"OLDNAME\" (Mine" + i + "))");
            }
        }
    }

    @Test
    void aChangeCostsNoListOfAllMailboxes() {
        MailAccount mail = fixture.annsMail();
        mail.create(name("Work"), Set.of(), BY);
        try (ImapClient ann = fixture.inbox();
                ImapClient other = fixture.signedIn()) {
            ann.ok(EVERYTHING);
            other.ok("NOOP");
            long before = fixture.store.scans('M') + fixture.store.scans('S') + fixture.store.scans('G');
            for (int i = 1; i <= 20; i++) {
                other.append("Work", "", "A: b\n\nc\n");
                assertThat(ann.line()).startsWith("* STATUS Work (MESSAGES " + i + " ");
            }
            assertThat(fixture.store.scans('M') + fixture.store.scans('S') + fixture.store.scans('G'))
                    .as("scans of mailboxes, subscriptions and rights")
                    .isEqualTo(before);
        }
    }

    @Test
    void nothingIsLeftWatchedBehindASession() {
        makeOwner("one@example.test", 3);
        int none = fixture.store.watches();
        try (ImapClient ann = fixture.signedIn()) {
            assertThat(ann.last(EVERYTHING)).startsWith("a OK");
            assertThat(fixture.store.watches()).isGreaterThan(none);
            int some = fixture.store.watches();
            ann.ok(EVERYTHING);
            assertThat(fixture.store.watches()).as("after NOTIFY again").isEqualTo(some);
            ann.ok("NOTIFY NONE");
            assertThat(fixture.store.watches()).as("after NONE").isEqualTo(none);
            ann.ok(EVERYTHING);
            ann.ok("UNAUTHENTICATE");
            assertThat(fixture.store.watches()).as("after UNAUTHENTICATE").isEqualTo(none);
            ann.ok("LOGIN ann@example.test secret-1234");
            ann.ok("SELECT INBOX");
            ann.ok("NOTIFY SET (SELECTED (MessageNew MessageExpunge))");
            assertThat(fixture.store.watches()).as("for the open mailbox alone").isEqualTo(none + 1);
            ann.ok(EVERYTHING);
            ann.send("x IDLE\r\n");
            assertThat(ann.line()).startsWith("+ ");
            ann.send("DONE\r\n");
            ann.responses("x");
            ann.command("LOGOUT");
            await(() -> fixture.store.watches() == none);
        }
        ImapClient gone = fixture.inbox();
        gone.ok(EVERYTHING);
        gone.close();
        await(() -> fixture.store.watches() == none);
        ImapClient idle = fixture.inbox();
        idle.ok(EVERYTHING);
        idle.send("x IDLE\r\n");
        idle.line();
        idle.close();
        await(() -> fixture.store.watches() == none);
    }

    @Test
    void withoutFlagChangesManySilentOnesOfOnesOwnAreNotKeptForEver() {
        MailAccount mail = fixture.annsMail();
        MailboxId inbox = mail.mailbox(MailboxName.INBOX).orElseThrow().id();
        try (ImapClient ann = fixture.inbox()) {
            ann.append("INBOX", "", "A: b\n\nc\n");
            for (int i = 0; i < 11; i++) mail.copy(inbox, UidSet.ALL, inbox, BY);
            ann.ok("NOOP");
            ann.ok("NOTIFY NONE");
            mail.remove(inbox, UidSet.of(7), BY);
            assertThat(ann.ok("UID STORE 100 +FLAGS.SILENT (\\Seen)")).isEmpty();
            assertThat(ann.ok("UID STORE 1:900 +FLAGS.SILENT (\\Flagged)")).isEmpty();
            assertThat(ann.ok("UID STORE 800:1700 +FLAGS.SILENT (\\Draft)")).contains("* 7 EXPUNGE");
        }
    }

    @Test
    void anAccountRemovedIsNoLongerThere() {
        Account owner = makeOwner("one@example.test", 2);
        try (ImapClient ann = fixture.signedIn()) {
            ann.ok("NOTIFY SET (SUBTREE Shared (MessageNew MessageExpunge MailboxName))");
            fixture.directory.removeAccount(owner.address());
            fixture.mail.drop(owner.id().value());
            assertThat(ann.line()).isEqualTo("* LIST (\\NonExistent) \"/\" Shared/one@example.test/Top");
            assertThat(ann.line()).isEqualTo("* LIST (\\NonExistent) \"/\" Shared/one@example.test/Top/1");
            ann.ok("NOOP");
            assertThat(fixture.mail.isInUse(owner.id().value())).isFalse();
        }
    }
}
