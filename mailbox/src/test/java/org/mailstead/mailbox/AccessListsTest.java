package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.Grants.Change;
import org.mailstead.mailbox.Grants.Mode;
import org.mailstead.mailbox.MailboxException.Reason;

class AccessListsTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount ann = fixture.account;
    private final AccessLists access = ann.access();

    private void give(MailboxId mailbox, String to, String rights) {
        access.change(mailbox, giving(Grantee.account(to), rights), BY);
    }

    private static Change giving(Grantee to, String rights) {
        return new Change(to, false, Mode.REPLACE, Rights.parse(rights).orElseThrow());
    }

    @Test
    void aListIsKeptForItsMailboxAlone() {
        Mailbox work = ann.create(name("Work"), Set.of(), BY);
        give(work.id(), "bob", "lrs");
        MailAccount another = new MailStore(fixture.store, fixture.writer, fixture.clock).account("ann");
        assertThat(another.access().of(work.id()).of("bob")).hasToString("lrs");
        assertThat(another.access().of(fixture.inbox.id()).of("bob")).isEqualTo(Rights.NONE);
        assertThat(another.access().all()).containsOnlyKeys(work.id());
    }

    @Test
    void aMailboxInheritsFromTheNearestOneAboveIt() {
        Mailbox work = ann.create(name("Work"), Set.of(), BY);
        give(work.id(), "bob", "lr");
        Mailbox deep = ann.create(name("Work/a/b"), Set.of(), BY);
        assertThat(access.of(deep.id()).of("bob")).hasToString("lr");
        give(work.id(), "bob", "l");
        assertThat(access.of(deep.id()).of("bob")).hasToString("lr");
        assertThat(access.of(ann.mailbox(name("Work/a")).orElseThrow().id()).of("bob"))
                .hasToString("lr");
        assertThat(access.of(ann.create(name("Workshop"), Set.of(), BY).id()).isShared())
                .isFalse();
    }

    @Test
    void renamingKeepsTheListAndDeletingEndsIt() {
        Mailbox work = ann.create(name("Work"), Set.of(), BY);
        give(work.id(), "bob", "lr");
        ann.rename(name("Work"), name("Play"), BY);
        assertThat(access.of(work.id()).of("bob")).hasToString("lr");
        ann.delete(name("Play"), BY);
        assertThat(access.all()).isEmpty();
        assertThat(access.of(ann.create(name("Play"), Set.of(), BY).id()).isShared())
                .isFalse();
        assertThatExceptionOfType(MailboxException.class)
                .isThrownBy(() -> give(work.id(), "bob", "lr"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NONEXISTENT));
    }

    @Test
    void whoIsGivenSomethingIsKnown() {
        Mailbox work = ann.create(name("Work"), Set.of(), BY);
        long before = access.sharing().version();
        give(work.id(), "bob", "lr");
        give(fixture.inbox.id(), "eve", "p");
        give(fixture.inbox.id(), "ann", "lr");
        access.change(work.id(), giving(Grantee.ANYONE, "l"), BY);
        access.change(work.id(), new Change(Grantee.account("joe"), true, Mode.REPLACE, Rights.ALL), BY);
        var sharing = access.sharing();
        assertThat(sharing.version()).isGreaterThan(before);
        assertThat(sharing.with())
                .containsExactlyInAnyOrder(Grantee.account("bob"), Grantee.account("eve"), Grantee.ANYONE);
        access.remove(work.id(), Grantee.account("bob"), false, BY);
        assertThat(access.sharing().with()).doesNotContain(Grantee.account("bob"));
    }

    @Test
    void aListHasAnEnd() {
        for (int i = 0; i < MailboxLimits.GRANTS; i++) give(fixture.inbox.id(), "p" + i, "lr");
        assertThatExceptionOfType(MailboxException.class)
                .isThrownBy(() -> give(fixture.inbox.id(), "one-more", "lr"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT));
        give(fixture.inbox.id(), "p0", "");
        give(fixture.inbox.id(), "one-more", "lr");
        assertThat(access.of(fixture.inbox.id()).entries()).hasSize(MailboxLimits.GRANTS);
    }

    @Test
    void theLongestListFitsIntoOneCommitWithAllItsLevels() {
        for (int i = 0; i < MailboxLimits.GRANTS; i++) {
            give(fixture.inbox.id(), "%040d".formatted(i), "lrswipkxtea");
        }
        Mailbox deepest = ann.create(name("INBOX" + "/x".repeat(MailboxName.MAX_LEVELS - 1)), Set.of(), BY);
        assertThat(access.of(deepest.id()).entries()).hasSize(MailboxLimits.GRANTS);
    }

    @Test
    void theJournalNamesWhoActsInAnotherOnesAccount() {
        Mailbox work = ann.create(name("Work"), Set.of(), new Actor("imap", "", "192.0.2.1", "ann"));
        access.change(work.id(), giving(Grantee.account("eve"), "lr"), new Actor("imap", "", "192.0.2.2", "bob"));
        var entries = new ArrayList<JournalEntry>();
        var partition = new org.mailstead.store.Partition(MailStore.PARTITION_KIND, "ann");
        fixture.store
                .rows(partition)
                .scan(AccountKeys.journal(1, Long.MAX_VALUE - 1), (_, row) -> entries.add(JournalEntry.decode(row)));
        assertThat(entries.stream().map(entry -> entry.by().account()).toList()).isEqualTo(List.of("", "", "bob"));
    }

    @Test
    void aJournalRowFromBeforeNamesNobody() {
        byte[] old = new org.mailstead.store.RowWriter()
                .varint(1)
                .varint(77)
                .string("imap")
                .string("Mutt")
                .string("192.0.2.1")
                .varint(0)
                .toBytes();
        assertThat(JournalEntry.decode(old))
                .isEqualTo(new JournalEntry(77, new Actor("imap", "Mutt", "192.0.2.1"), List.of()));
    }
}
