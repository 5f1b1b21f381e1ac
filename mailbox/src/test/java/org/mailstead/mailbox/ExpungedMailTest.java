package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.ExpungedMail.Restored;
import org.mailstead.mailbox.ExpungedMail.Wish;

class ExpungedMailTest {
    private static final Wish ALL = new Wish(Instant.EPOCH, false, Optional.empty());
    private static final Wish BY_POP3 = new Wish(Instant.EPOCH, true, Optional.empty());
    private static final Actor PHONE = new Actor("pop3", "", "192.0.2.1");

    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();

    private void takenByPop3(UidSet uids) {
        var deeds = new FetchedMail.Deeds(uids, uids, UidSet.EMPTY, UidSet.EMPTY, false);
        account.fetched().finish(inbox, deeds, PHONE);
    }

    @Test
    void messagesComeBackAsTheyWereButUnderNewUids() {
        var flags = new FlagSet(FlagBits.SEEN | FlagBits.DELETED, new TreeSet<>(Set.of("work")));
        fixture.append(inbox, "first", flags);
        Instant date = fixture.clock.instant();
        fixture.append("second");
        fixture.clock.advance(Duration.ofHours(1));
        account.remove(inbox, UidSet.of(1, 2), BY);
        long held = account.used().messages();
        assertThat(account.expunged().restorable(ALL)).isEqualTo(new Restored(2, 0));
        assertThat(account.expunged().restore(ALL, BY)).isEqualTo(new Restored(2, 0));
        MailboxView view = account.view(inbox);
        assertThat(view.size()).isEqualTo(2);
        assertThat(view.uid(0)).isEqualTo(3);
        assertThat(FlagSet.names(view.flags(0), view.keywords())).containsExactly("\\Seen", "work");
        assertThat(view.internalDate(0)).isEqualTo(date.getEpochSecond());
        assertThat(account.used().messages()).isEqualTo(held + 2);
        assertThat(account.message(view.messageId(0)).index().size()).isPositive();
    }

    @Test
    void nothingComesBackTwice() {
        fixture.append("one");
        account.remove(inbox, UidSet.of(1), BY);
        assertThat(account.expunged().restore(ALL, BY).messages()).isEqualTo(1);
        assertThat(account.expunged().restore(ALL, BY).messages()).isZero();
        assertThat(account.view(inbox).size()).isEqualTo(1);
        // What is back is kept, whatever became of the first copy.
        fixture.clock.advance(Duration.ofDays(20));
        assertThat(fixture.mail.housekeeping(nobody -> {}).run().messages()).isZero();
        assertThat(account.hasBytes(account.message(account.view(inbox).messageId(0))))
                .isTrue();
    }

    @Test
    void whatPop3TookOffComesBackAloneAndIsHiddenFromIt() {
        fixture.append("by pop3");
        fixture.append("by imap");
        takenByPop3(UidSet.of(1));
        account.remove(inbox, UidSet.of(2), BY);
        assertThat(account.expunged().restore(BY_POP3, BY)).isEqualTo(new Restored(1, 0));
        assertThat(account.view(inbox).uid(0)).isEqualTo(3);
        assertThat(account.fetched().hidden(inbox)).isEqualTo(UidSet.of(3));
        assertThat(History.of(account, Instant.EPOCH).stream()
                        .mapToLong(History.Line::restored)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void onlyWhatWentSinceThen() {
        fixture.append("before");
        fixture.append("after");
        account.remove(inbox, UidSet.of(1), BY);
        fixture.clock.advance(Duration.ofDays(1));
        account.remove(inbox, UidSet.of(2), BY);
        var wish = new Wish(account.now().minus(Duration.ofHours(1)), false, Optional.empty());
        assertThat(account.expunged().restore(wish, BY)).isEqualTo(new Restored(1, 0));
    }

    @Test
    void afterFourteenDaysNothingIsLeftToBringBack() {
        fixture.append("gone");
        account.remove(inbox, UidSet.of(1), BY);
        fixture.clock.advance(Duration.ofDays(15));
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(account.expunged().restore(ALL, BY)).isEqualTo(new Restored(0, 0));
    }

    @Test
    void messagesOfAMailboxThatIsGoneNeedAnother() {
        Mailbox work = account.create(name("Work"), Set.of(), BY);
        fixture.append(work.id(), "one", new FlagSet(FlagBits.FLAGGED, new TreeSet<>(Set.of("urgent"))));
        account.delete(name("Work"), BY);
        assertThat(account.expunged().restore(ALL, BY)).isEqualTo(new Restored(0, 1));
        var wish = new Wish(Instant.EPOCH, false, Optional.of(inbox));
        assertThat(account.expunged().restore(wish, BY)).isEqualTo(new Restored(1, 0));
        MailboxView view = account.view(inbox);
        assertThat(FlagSet.names(view.flags(0), view.keywords())).containsExactly("\\Flagged");
    }

    @Test
    void manyComeBackInPiecesAndAnotherMailboxKeepsTheirKeywords() {
        for (int i = 0; i < 1500; i++) fixture.append(inbox, "m" + i, new FlagSet(0, new TreeSet<>(Set.of("k"))));
        takenByPop3(UidSet.ALL.and(UidSet.range(1, 1500)));
        Mailbox back = account.create(name("Back"), Set.of(), BY);
        var wish = new Wish(Instant.EPOCH, true, Optional.of(back.id()));
        assertThat(account.expunged().restore(wish, BY)).isEqualTo(new Restored(1500, 0));
        MailboxView view = account.view(back.id());
        assertThat(view.size()).isEqualTo(1500);
        assertThat(FlagSet.names(view.flags(1499), view.keywords())).containsExactly("k");
    }

    @Test
    void theQuotaHolds() {
        fixture.append("one");
        account.remove(inbox, UidSet.of(1), BY);
        account.quota(new Quota(1, 0, 0), BY);
        assertThatThrownBy(() -> account.expunged().restore(ALL, BY)).isInstanceOf(MailboxException.class);
        assertThat(account.view(inbox).size()).isZero();
        assertThat(account.expunged().restorable(ALL).messages()).isEqualTo(1);
    }
}
