package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.mailbox.MailFixture.BY;
import static org.mailstead.mailbox.MailFixture.name;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailboxException.Reason;

class MailboxTreeTest {
    private final MailFixture fixture = new MailFixture();
    private final MailAccount account = fixture.account;

    @Test
    void creatingADeepNameMakesTheLevelsAbove() {
        account.create(name("a/b/c"), Set.of(), BY);
        assertThat(account.mailbox(name("a"))).isPresent();
        assertThat(account.mailbox(name("a/b"))).isPresent();
        refused(Reason.ALREADYEXISTS, () -> account.create(name("a/b"), Set.of(), BY));
        refused(Reason.ALREADYEXISTS, () -> account.create(name("inbox"), Set.of(), BY));
    }

    @Test
    void aUseBelongsToOneMailbox() {
        refused(Reason.CANNOT, () -> account.create(name("Other sent"), Set.of(SpecialUse.SENT), BY));
        account.delete(name("Sent"), BY);
        assertThat(account.create(name("Other sent"), Set.of(SpecialUse.SENT), BY)
                        .uses())
                .containsExactly(SpecialUse.SENT);
    }

    @Test
    void deletingAParentLeavesItsChildren() {
        account.create(name("p/c"), Set.of(), BY);
        account.delete(name("p"), BY);
        assertThat(account.mailbox(name("p"))).isEmpty();
        assertThat(account.mailbox(name("p/c"))).isPresent();
        refused(Reason.HASCHILDREN, () -> account.delete(name("p"), BY));
        account.delete(name("p/c"), BY);
        refused(Reason.NONEXISTENT, () -> account.delete(name("p"), BY));
        refused(Reason.CANNOT, () -> account.delete(MailboxName.INBOX, BY));
    }

    @Test
    void renamingTakesChildrenAlongAndKeepsMessages() {
        MailboxId child = account.create(name("p/c"), Set.of(), BY).id();
        fixture.append(child, "kept", FlagSet.NONE);
        long uidValidity = fixture.now(child).uidValidity();
        account.rename(name("p"), name("q/r"), BY);
        assertThat(account.mailbox(name("p/c"))).isEmpty();
        Mailbox moved = account.mailbox(name("q/r/c")).orElseThrow();
        assertThat(moved.id()).isEqualTo(child);
        assertThat(moved.messages()).isEqualTo(1);
        assertThat(moved.uidValidity()).isEqualTo(uidValidity);
        assertThat(account.mailbox(name("q"))).isPresent();
        refused(Reason.CANNOT, () -> account.rename(name("q"), name("q/x"), BY));
        refused(Reason.ALREADYEXISTS, () -> account.rename(name("q"), name("Sent"), BY));
        refused(Reason.NONEXISTENT, () -> account.rename(name("nope"), name("yes"), BY));
    }

    @Test
    void renamingInboxMovesItsMessagesAndLeavesIt() {
        fixture.append("one");
        account.create(name("INBOX/child"), Set.of(), BY);
        account.rename(MailboxName.INBOX, name("old/mail"), BY);
        assertThat(fixture.now(fixture.inbox.id()).messages()).isZero();
        assertThat(account.mailbox(name("old/mail")).orElseThrow().messages()).isEqualTo(1);
        assertThat(account.mailbox(name("inbox/child"))).isPresent();
    }

    @Test
    void subscriptionsOutliveTheirMailbox() {
        account.subscribe(name("not there"), true, BY);
        account.create(name("x"), Set.of(), BY);
        account.subscribe(name("x"), true, BY);
        account.delete(name("x"), BY);
        assertThat(account.subscriptions()).contains(name("x"), name("not there"));
        account.subscribe(name("x"), false, BY);
        account.subscribe(name("x"), false, BY);
        assertThat(account.subscriptions()).doesNotContain(name("x"));
    }

    @Test
    void aHundredLevelsAndOddNamesAreFine() {
        String deep = "l" + "/l".repeat(99);
        account.create(name(deep), Set.of(), BY);
        assertThat(account.mailbox(name(deep))).isPresent();
        for (String odd : new String[] {"with space", "quote\"d", "back\\slash", "星/☀", "ä", "a&b", "%", "*"}) {
            account.create(name(odd), Set.of(), BY);
            assertThat(account.mailbox(name(odd))).isPresent();
        }
        assertThat(MailboxName.of("a//b")).isEmpty();
        assertThat(MailboxName.of("/a")).isEmpty();
        assertThat(MailboxName.of("a/")).isEmpty();
        assertThat(MailboxName.of("a\u0000b")).isEmpty();
        assertThat(MailboxName.of("x".repeat(361))).isEmpty();
        assertThat(MailboxName.of("a\u0308")).isEqualTo(MailboxName.of("\u00e4"));
    }

    private static void refused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        MailboxException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
