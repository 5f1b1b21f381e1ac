package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.Quota.Usage;

class QuotaTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();
    private final MailboxId archive =
            account.mailbox(name("Archive")).orElseThrow().id();

    @Test
    void whateverIsDoneTheCountIsWhatIsThere() {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> fixture.append("message " + i);
                case 3 -> account.copy(inbox, someOf(inbox, random), archive, BY);
                case 4 -> account.move(archive, someOf(archive, random), inbox, BY);
                case 5 -> account.remove(inbox, someOf(inbox, random), BY);
                case 6 -> account.create(name("m" + i + "/deep"), Set.of(), BY);
                default -> account.rename(name("Archive"), name("a" + i + "/b"), BY);
            }
            if (account.mailbox(name("Archive")).isEmpty()) {
                account.rename(account.mailbox(archive).orElseThrow().name(), name("Archive"), BY);
            }
            assertThat(account.used()).isEqualTo(counted());
        }
        account.create(name("gone"), Set.of(), BY);
        account.copy(
                inbox, UidSet.ALL, account.mailbox(name("gone")).orElseThrow().id(), BY);
        account.delete(name("gone"), BY);
        assertThat(account.used()).isEqualTo(counted());
    }

    @Test
    void fullMeansNoMoreOfThatKindOnly() {
        fixture.append("one");
        account.quota(new Quota(0, 1, 0), BY);
        overQuota(() -> fixture.append("two"));
        overQuota(() -> account.copy(inbox, UidSet.ALL, archive, BY));
        overQuota(() -> account.requireRoom(1, 1));
        // Neither moving nor a mailbox makes it more.
        account.move(inbox, UidSet.ALL, archive, BY);
        account.create(name("new"), Set.of(), BY);
        account.remove(archive, UidSet.ALL, BY);
        fixture.append("in its place");
        assertThat(account.used().messages()).isEqualTo(1);
    }

    @Test
    void storageAndMailboxesHaveLimitsToo() {
        fixture.append("one");
        Usage used = account.used();
        account.quota(new Quota(used.storage(), 0, used.mailboxes() + 1), BY);
        overQuota(() -> fixture.append("x"));
        overQuota(() -> account.create(name("two/levels"), Set.of(), BY));
        assertThat(account.mailbox(name("two"))).isEmpty();
        account.create(name("one"), Set.of(), BY);
        overQuota(() -> account.rename(name("one"), name("two/levels"), BY));
        assertThat(account.quota()).isEqualTo(new Quota(used.storage(), 0, used.mailboxes() + 1));
        account.quota(Quota.NONE, BY);
        fixture.append("x");
    }

    @Test
    void aCopyThatDoesNotFitAsAWholeCopiesNothing() {
        int many = MailboxLimits.MESSAGES_PER_COMMIT + 1;
        PreparedMessage message = fixture.message("Subject: x\n\nx\n");
        for (int i = 0; i < many; i++) account.append(inbox, message, FlagSet.NONE, fixture.clock.instant(), BY);
        account.quota(new Quota(0, 2L * many - 1, 0), BY);
        overQuota(() -> account.copy(inbox, UidSet.ALL, archive, BY));
        assertThat(fixture.now(archive).uidNext()).isEqualTo(1);
    }

    @Test
    void anAccountFromBeforeTheCountIsCountedOnce() {
        fixture.append("one");
        fixture.append("two");
        Usage before = account.used();
        forgetCount();
        assertThat(account.used()).isEqualTo(before);
        assertThat(account.used()).isEqualTo(before);
        forgetCount();
        account.create(name("x"), Set.of(), BY);
        assertThat(account.used()).isEqualTo(counted());
        forgetCount();
        account.delete(name("x"), BY);
        assertThat(account.used()).isEqualTo(counted()).isEqualTo(before);
        forgetCount();
        account.remove(inbox, UidSet.ALL, BY);
        assertThat(account.used()).isEqualTo(counted());
    }

    private void forgetCount() {
        fixture.writer.write(new org.mailstead.store.Partition(MailStore.PARTITION_KIND, "ann"), tx -> {
            byte[] row = tx.get(AccountKeys.ACCOUNT);
            AccountRow known = AccountRow.decode(java.util.Objects.requireNonNull(row));
            var uncounted = new org.mailstead.store.RowWriter()
                    .varint(1)
                    .varint(known.nextMailbox())
                    .varint(known.nextMessage())
                    .varint(known.lastUidValidity())
                    .varint(known.journalFrom());
            tx.put(AccountKeys.ACCOUNT, uncounted.toBytes());
            return tx;
        });
    }

    private UidSet someOf(MailboxId mailbox, Random random) {
        var some = new UidSet.Builder();
        account.view(mailbox).present(UidSet.ALL).forEach(uid -> {
            if (random.nextInt(4) == 0) some.add(uid);
        });
        return some.build();
    }

    private Usage counted() {
        long bytes = 0;
        long messages = 0;
        for (Mailbox mailbox : account.mailboxes()) {
            MailboxView view = account.view(mailbox.id());
            messages += view.size();
            for (int i = 0; i < view.size(); i++) bytes += view.bytes(i);
        }
        return new Usage(bytes, messages, account.mailboxes().size());
    }

    private static void overQuota(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVERQUOTA));
    }
}
