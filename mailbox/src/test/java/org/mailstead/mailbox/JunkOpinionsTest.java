package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.FlagChange.Mode;

class JunkOpinionsTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();
    private final MailboxId junk = mailbox("Junk");
    private final MailboxId trash = mailbox("Trash");
    private final MailboxId archive = mailbox("Archive");
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        for (int i = 1; i <= 3; i++) fixture.append(inbox, "x" + i, FlagSet.NONE);
        fixture.mail.tellOfJunk((whose, where, uids, opinion, _) -> {
            assertThat(whose).isSameAs(account);
            told.add(opinion + " " + account.mailbox(where).orElseThrow().name() + " " + uids);
        });
    }

    private MailboxId mailbox(String name) {
        return account.mailbox(MailFixture.name(name)).orElseThrow().id();
    }

    private void move(MailboxId from, int uid, MailboxId to) {
        account.move(from, UidSet.of(uid), to, MailFixture.BY);
    }

    private void mark(MailboxId in, int uid, Mode mode, String... keywords) {
        var flags = new FlagSet(0, new TreeSet<>(Set.of(keywords)));
        account.changeFlags(in, UidSet.of(uid), new FlagChange(mode, flags), MailFixture.BY);
    }

    @Test
    void whatIsPutAmongTheUnwantedIsUnwanted() {
        move(inbox, 1, junk);
        account.copy(inbox, UidSet.of(2), junk, MailFixture.BY);
        assertThat(told).containsExactly("UNWANTED Junk 1", "UNWANTED Junk 2");
    }

    @Test
    void whatIsFetchedFromThereIsWanted() {
        move(inbox, 1, junk);
        move(junk, 1, inbox);
        assertThat(told).endsWith("WANTED INBOX 4");
    }

    @Test
    void whatIsThrownAwayFromThereIsNot() {
        move(inbox, 1, junk);
        told.clear();
        move(junk, 1, trash);
        move(inbox, 2, archive);
        assertThat(told).isEmpty();
        move(trash, 1, junk);
        assertThat(told).containsExactly("UNWANTED Junk 2");
    }

    @Test
    void marksSayTheSame() {
        mark(inbox, 1, Mode.ADD, "$junk");
        mark(inbox, 2, Mode.REPLACE, "Junk", "work");
        assertThat(told).containsExactly("UNWANTED INBOX 1", "UNWANTED INBOX 2");
    }

    @Test
    void aMarkThatIsTakenAwaySaysNothingMore() {
        mark(inbox, 1, Mode.ADD, "$Junk");
        mark(inbox, 1, Mode.REMOVE, "$Junk");
        mark(inbox, 2, Mode.REMOVE, "$NotJunk");
        assertThat(told).containsExactly("UNWANTED INBOX 1", "NONE INBOX 1");
    }

    /** Thunderbird marks of its own accord what it takes for good. */
    @Test
    void aMarkOfGoodCountsOnlyAmongTheUnwanted() {
        mark(inbox, 1, Mode.ADD, "NonJunk");
        move(inbox, 2, junk);
        mark(junk, 1, Mode.ADD, "$NotJunk");
        assertThat(told).containsExactly("NONE INBOX 1", "UNWANTED Junk 1", "WANTED Junk 1");
    }

    @Test
    void otherFlagsSayNothing() {
        mark(inbox, 1, Mode.ADD, "work");
        mark(inbox, 1, Mode.ADD, "$Junk", "$NotJunk");
        account.changeFlags(
                inbox, UidSet.of(1), new FlagChange(Mode.ADD, FlagSet.of(FlagBits.DELETED)), MailFixture.BY);
        assertThat(told).isEmpty();
    }

    @Test
    void whatAnotherPersonDoesIsNotTheHoldersOpinion() {
        var other = new Actor("imap", "", "", "somebody else");
        account.move(inbox, UidSet.of(1), junk, other);
        assertThat(told).isEmpty();
        account.move(inbox, UidSet.of(2), junk, new Actor("imap", "", "", account.id()));
        assertThat(told).hasSize(1);
    }

    @Test
    void whoCannotLearnDoesNotKeepThePersonFromSorting() {
        fixture.mail.tellOfJunk((_, _, _, _, _) -> {
            throw new IllegalStateException("no");
        });
        move(inbox, 1, junk);
        assertThat(account.view(junk).size()).isOne();
    }
}
