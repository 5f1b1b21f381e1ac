package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailAccount.Target;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.StoreFault;

class BetweenAccountsTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount ann = fixture.account;
    private final MailboxId inbox = fixture.inbox.id();
    private final MailAccount bob = fixture.mail.account("bob");
    private final MailboxId archive = bob.mailbox(name("Archive")).orElseThrow().id();

    private Target whole() {
        return new Target(bob, archive, -1L);
    }

    private static FlagSet flags(long system, String... keywords) {
        return new FlagSet(system, new TreeSet<>(Set.of(keywords)));
    }

    private String textAt(int index) throws IOException {
        MailboxView view = bob.view(archive);
        StoredMessage message = bob.message(view.messageId(index));
        try (var bytes = bob.open(message, 0, Long.MAX_VALUE)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Set<String> flagsAt(int index) {
        MailboxView view = bob.view(archive);
        return Set.copyOf(FlagSet.names(view.flags(index), view.keywords()));
    }

    @Test
    void copiesCarryBytesFlagsAndDate() throws IOException {
        fixture.append(inbox, "one", flags(FlagBits.SEEN | FlagBits.DELETED, "work", "Late"));
        fixture.append("two");
        // Another table in the other mailbox: bits do not mean the same there.
        bob.append(archive, fixture.message("x: y\n\n"), flags(0, "late"), fixture.clock.instant(), BY);
        var copied = ann.copy(inbox, UidSet.ALL, whole(), BY);
        assertThat(copied.source()).hasToString("1:2");
        assertThat(copied.destination()).hasToString("2:3");
        assertThat(copied.uidValidity()).isEqualTo(bob.view(archive).uidValidity());
        assertThat(textAt(1)).contains("body of one");
        assertThat(flagsAt(1)).containsExactlyInAnyOrder("\\Seen", "\\Deleted", "late", "work");
        assertThat(flagsAt(2)).isEmpty();
        assertThat(bob.view(archive).internalDate(1)).isEqualTo(ann.view(inbox).internalDate(0));
        assertThat(ann.view(inbox).size()).isEqualTo(2);
    }

    @Test
    void onlyTheFlagsThatMayBeSetGoAlong() {
        fixture.append(inbox, "one", flags(FlagBits.SEEN | FlagBits.DELETED | FlagBits.FLAGGED, "work"));
        Rights rights = Rights.of(Right.INSERT, Right.SEEN);
        ann.copy(inbox, UidSet.ALL, new Target(bob, archive, rights.flags()), BY);
        assertThat(flagsAt(0)).containsExactly("\\Seen");
        assertThat(bob.view(archive).keywords()).isEmpty();
    }

    @Test
    void withinAnAccountTooOnlyThoseFlagsGoAlong() {
        fixture.append(inbox, "one", flags(FlagBits.SEEN | FlagBits.DELETED, "work"));
        MailboxId junk = ann.mailbox(name("Junk")).orElseThrow().id();
        ann.copy(
                inbox,
                UidSet.ALL,
                new Target(ann, junk, Rights.of(Right.DELETE_MESSAGES).flags()),
                BY);
        assertThat(ann.view(junk).flags(0)).isEqualTo(FlagBits.DELETED);
        assertThat(ann.view(junk).keywords()).isEmpty();
    }

    @Test
    void aMoveLeavesNothingBehind() throws IOException {
        for (int i = 0; i < 700; i++) fixture.append("number " + i);
        var moved = ann.move(inbox, UidSet.range(1, 650), whole(), BY);
        assertThat(moved.source()).hasToString("1:650");
        assertThat(moved.destination()).hasToString("1:650");
        assertThat(ann.view(inbox).size()).isEqualTo(50);
        assertThat(bob.view(archive).size()).isEqualTo(650);
        assertThat(textAt(649)).contains("body of number 649");
    }

    @Test
    void whatIsNotThereIsNotMoved() {
        fixture.append("one");
        assertThat(ann.move(inbox, UidSet.of(7), whole(), BY).source().isEmpty())
                .isTrue();
        assertThat(bob.view(archive).size()).isZero();
    }

    @Test
    void aCopyThatDoesNotFitLeavesNothing() {
        for (int i = 0; i < 400; i++) fixture.append("number " + i);
        bob.quota(new Quota(0, 350, 0), BY);
        assertThatExceptionOfType(MailboxException.class).isThrownBy(() -> ann.copy(inbox, UidSet.ALL, whole(), BY));
        assertThat(bob.view(archive).size()).isZero();
        assertThat(ann.view(inbox).size()).isEqualTo(400);
    }

    @Test
    void aMoveThatFailsInTheMiddleLosesNothing() {
        for (int i = 0; i < 400; i++) fixture.append("number " + i);
        bob.quota(new Quota(0, 350, 0), BY);
        assertThatExceptionOfType(MailboxException.class).isThrownBy(() -> ann.move(inbox, UidSet.ALL, whole(), BY));
        assertThat(bob.view(archive).size() + ann.view(inbox).size()).isEqualTo(400);
    }

    @Test
    void aCrashBetweenTheTwoCommitsDoublesAndLosesNothing() {
        for (int i = 0; i < 5; i++) fixture.append("number " + i);
        var broken = new BrokenStore(fixture.store, "ann");
        var mail = new MailStore(broken, new PartitionWriter(broken, new Random(3)), fixture.clock);
        MailAccount source = mail.account("ann");
        var target = new Target(mail.account("bob"), archive, -1L);
        assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> source.move(inbox, UidSet.ALL, target, BY));
        assertThat(bob.view(archive).size()).isEqualTo(5);
        assertThat(ann.view(inbox).size()).isEqualTo(5);
    }

    @Test
    void bytesStayThoughTheSourceIsPurged() throws IOException {
        fixture.append("kept");
        ann.move(inbox, UidSet.ALL, whole(), BY);
        fixture.clock.advance(java.time.Duration.ofDays(40));
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(textAt(0)).contains("body of kept");
        assertThat(ann.view(inbox).size()).isZero();
    }

    @Test
    void theJournalsOfBothSidesNameWhoDidIt() {
        fixture.append("one");
        ann.move(inbox, UidSet.ALL, whole(), new Actor("imap", "", "192.0.2.1", "bob"));
        assertThat(fixture.lastActor("ann").account()).isEqualTo("bob");
        assertThat(fixture.lastActor("bob").account()).isEmpty();
    }
}
