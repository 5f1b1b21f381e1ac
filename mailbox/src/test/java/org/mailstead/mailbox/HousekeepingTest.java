package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();

    @Test
    void anExpungedMessageGoesForGoodAfterItsTimeAndItsBlobWithIt() {
        fixture.append("gone");
        fixture.append("kept");
        long messageId = account.view(inbox).messageId(0);
        var blob = account.message(messageId).blob();
        account.remove(inbox, UidSet.of(1), BY);
        fixture.clock.advance(Duration.ofDays(13));
        assertThat(fixture.mail.housekeeping(nobody -> {}).run().messages()).isZero();
        assertThat(fixture.store.blobs().length(blob)).isPositive();
        fixture.clock.advance(Duration.ofDays(2));
        var cleared = fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(cleared.messages()).isEqualTo(1);
        assertThat(cleared.blobs()).isEqualTo(1);
        assertThat(fixture.store.blobs().length(blob)).isEqualTo(-1);
        assertThat(account.view(inbox).size()).isEqualTo(1);
        assertThat(account.message(account.view(inbox).messageId(0)).index().size())
                .isPositive();
    }

    @Test
    void aCopyKeepsTheMessageAlive() {
        fixture.append("copied");
        MailboxId archive = account.mailbox(name("Archive")).orElseThrow().id();
        account.copy(inbox, UidSet.of(1), archive, BY);
        account.remove(inbox, UidSet.of(1), BY);
        fixture.clock.advance(Duration.ofDays(20));
        var cleared = fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(cleared.messages()).isEqualTo(1);
        assertThat(cleared.blobs()).isZero();
        assertThat(account.message(account.view(archive).messageId(0)).index().size())
                .isPositive();
    }

    @Test
    void aViewOlderThanTheJournalIsReadAnew() {
        fixture.append("one");
        MailboxView old = account.view(inbox);
        fixture.append("two");
        fixture.clock.advance(Duration.ofDays(40));
        fixture.append("three");
        fixture.mail.housekeeping(nobody -> {}).run();
        MailboxView now = account.view(inbox);
        assertThat(now.size()).isEqualTo(3);
        assertThat(now.since(old).added()).isEqualTo(2);
    }

    @Test
    void theLogOfWhatVanishedReachesBackAsFarAsTheJournal() {
        fixture.append("one");
        fixture.append("two");
        long before = account.view(inbox).changeNumber();
        account.remove(inbox, UidSet.of(1), BY);
        assertThat(account.journal().vanishedSince(inbox, before)).hasValue(UidSet.of(1));
        assertThat(account.journal().vanishedSince(inbox, before + 1)).hasValue(UidSet.EMPTY);
        fixture.clock.advance(Duration.ofDays(40));
        account.remove(inbox, UidSet.of(2), BY);
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(account.journal().vanishedSince(inbox, before)).isEmpty();
        assertThat(account.journal().vanishedSince(inbox, before + 1)).hasValue(UidSet.of(2));
    }

    @Test
    void theJournalOfTheServerGoesTheSameWay() {
        fixture.mail.housekeeping(nobody -> {}).run();
        ServerAnnotations server = fixture.mail.serverAnnotations();
        server.annotations().set(Optional.empty(), "ann", Map.of("/shared/comment", new byte[] {'x'}), BY);
        long before = server.journal().version();
        fixture.clock.advance(Duration.ofDays(40));
        server.annotations().set(Optional.empty(), "ann", Map.of("/shared/comment", new byte[] {'y'}), BY);
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(server.journal().read(0, _ -> {})).as("begins later").isEqualTo(-1);
        var entries = new ArrayList<JournalEntry>();
        assertThat(server.journal().read(before, entries::add))
                .isEqualTo(server.journal().version());
        assertThat(entries).hasSize(1);
        assertThat(server.annotations().find(Optional.empty(), "bob", "/shared/comment"))
                .contains(new byte[] {'y'});
    }
}
