package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.mailbox.MailFixture.BY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.FetchedMail.Deeds;
import org.mailstead.store.Partition;

class FetchedMailTest {
    private static final Actor PHONE = new Actor("pop3", "phone", "192.0.2.1", "ann", "c1");

    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();

    private List<Integer> uids() {
        MailboxView view = account.view(inbox);
        var uids = new ArrayList<Integer>();
        for (int i = 0; i < view.size(); i++) uids.add(view.uid(i));
        return uids;
    }

    private long marks() {
        long[] count = {0};
        fixture.store
                .rows(new Partition(MailStore.PARTITION_KIND, account.id()))
                .scan(AccountKeys.FETCHED, (_, _) -> {
                    count[0]++;
                    return true;
                });
        return count[0];
    }

    @Test
    void aSessionRemovesHidesAndMarksInOneEntryOfTheJournal() {
        for (int i = 1; i <= 4; i++) fixture.append("m" + i);
        var deeds = new Deeds(UidSet.of(1, 2, 3), UidSet.of(1), UidSet.of(2), UidSet.EMPTY, true);
        assertThat(account.fetched().finish(inbox, deeds, PHONE)).isEqualTo(new FetchedMail.Done(1, 1));
        assertThat(uids()).containsExactly(2, 3, 4);
        assertThat(account.fetched().hidden(inbox)).isEqualTo(UidSet.of(2));
        MailboxView view = account.view(inbox);
        assertThat(view.flags(0)).isEqualTo(FlagBits.SEEN);
        assertThat(view.flags(1)).isEqualTo(FlagBits.SEEN);
        assertThat(view.flags(2)).isZero();
        var lines = History.of(account, account.now().minusSeconds(1)).stream()
                .filter(History.Line::takes)
                .toList();
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.by().program()).isEqualTo("phone");
            assertThat(List.of(line.downloaded(), line.removed(), line.hidden()))
                    .containsExactly(3L, 1L, 1L);
        });
        assertThat(account.fetched().showAll(BY)).isEqualTo(1);
        assertThat(account.fetched().hidden(inbox)).isEqualTo(UidSet.EMPTY);
        assertThat(marks()).isZero();
    }

    @Test
    void daysAreCountedFromTheFirstDownload() {
        for (int i = 1; i <= 3; i++) fixture.append("m" + i);
        account.fetched().finish(inbox, counted(UidSet.of(1, 2)), PHONE);
        fixture.clock.advance(Duration.ofDays(10));
        account.fetched().finish(inbox, counted(UidSet.of(2, 3)), PHONE);
        fixture.clock.advance(Duration.ofDays(5));
        assertThat(account.fetched().removeDue(account.now().minus(Duration.ofDays(14)), BY))
                .isEqualTo(2);
        assertThat(uids()).containsExactly(3);
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(marks()).isEqualTo(1);
    }

    private static Deeds counted(UidSet uids) {
        return new Deeds(uids, UidSet.EMPTY, UidSet.EMPTY, uids, false);
    }

    @Test
    void whatIsKnownOfMessagesThatAreGoneIsForgotten() {
        for (int i = 1; i <= 2; i++) fixture.append("m" + i);
        account.fetched()
                .finish(inbox, new Deeds(UidSet.EMPTY, UidSet.EMPTY, UidSet.of(1, 2), UidSet.EMPTY, false), PHONE);
        account.remove(inbox, UidSet.of(1), BY);
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(account.fetched().hidden(inbox)).isEqualTo(UidSet.of(2));
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void aThousandMessagesAreOneLineOfTheHistory() {
        for (int i = 1; i <= 1000; i++) fixture.append("m" + i);
        var all = UidSet.range(1, 1000);
        var done = account.fetched().finish(inbox, new Deeds(all, all, UidSet.EMPTY, UidSet.EMPTY, false), PHONE);
        assertThat(done.removed()).isEqualTo(1000);
        assertThat(History.of(account, account.now()).stream().filter(History.Line::takes))
                .singleElement()
                .satisfies(line -> assertThat(line.downloaded()).isEqualTo(1000));
        // Beyond the pause it is another line, though the connection is the same.
        fixture.clock.advance(Duration.ofMinutes(11));
        fixture.append("late");
        account.fetched().finish(inbox, Deeds.only(UidSet.of(1001)), PHONE);
        assertThat(History.of(account, account.now()).stream().filter(History.Line::takes))
                .hasSize(1);
    }

    @Test
    void aMailboxThatIsGoneIsNoFault() {
        Mailbox other = account.create(MailFixture.name("other"), java.util.Set.of(), BY);
        account.delete(MailFixture.name("other"), BY);
        var deeds = new Deeds(UidSet.of(1), UidSet.of(1), UidSet.EMPTY, UidSet.EMPTY, false);
        assertThat(account.fetched().finish(other.id(), deeds, PHONE).removed()).isZero();
    }
}
