package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.mailbox.MailFixture.BY;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadIndexTest {
    private final MailFixture fixture = new MailFixture();
    private final MailboxId inbox = fixture.inbox.id();

    private long add(String header) {
        PreparedMessage message = fixture.message(header + "\nSubject: x\n\nbody\n");
        int uid = fixture.account
                .append(inbox, message, FlagSet.NONE, fixture.clock.instant(), BY)
                .uid();
        return thread(inbox, uid);
    }

    private long thread(MailboxId mailbox, int uid) {
        MailboxView view = fixture.account.view(mailbox);
        return fixture.account.message(view.messageId(view.indexOf(uid))).thread();
    }

    @Test
    void answersJoinWhatTheyAnswerInWhateverOrderTheyCome() {
        long first = add("Message-ID: <a@x>");
        assertThat(add("Message-ID: <b@x>\nIn-Reply-To: <a@x>")).isEqualTo(first);
        assertThat(add("Message-ID: <d@x>\nReferences: <a@x> <b@x> <c@x>")).isEqualTo(first);
        assertThat(add("Message-ID: <c@x>")).as("was only referred to so far").isEqualTo(first);
        assertThat(add("Message-ID: <b@x>")).as("a second copy").isEqualTo(first);
        assertThat(add("Message-ID: <z@x>")).isNotEqualTo(first);
        assertThat(add("X: no identifier")).isNotEqualTo(add("X: nor here"));
    }

    @Test
    void twoThreadsThatProveToBeOneStayAndTheJoiningMessageGoesToTheNearest() {
        long one = add("Message-ID: <a@x>");
        long other = add("Message-ID: <b@x>");
        assertThat(add("Message-ID: <c@x>\nReferences: <a@x> <b@x>"))
                .isEqualTo(other)
                .isNotEqualTo(one);
        assertThat(thread(inbox, 1)).isEqualTo(one);
        assertThat(add("Message-ID: <d@x>\nReferences: <a@x>")).isEqualTo(one);
    }

    @Test
    void copiesKeepTheirThread() {
        long thread = add("Message-ID: <a@x>");
        MailboxId archive = fixture.account
                .mailbox(MailFixture.name("Archive"))
                .orElseThrow()
                .id();
        fixture.account.copy(inbox, UidSet.range(1, 1), archive, BY);
        assertThat(thread(archive, 1)).isEqualTo(thread);
    }

    @Test
    void tenThousandReferencesCostNoMoreThanSome() {
        var many = new StringBuilder("Message-ID: <a@x>\nReferences:");
        for (int i = 0; i < 10_000; i++) many.append("\n <").append(i).append("@x>");
        long thread = add(many.toString());
        assertThat(add("In-Reply-To: <0@x>")).isEqualTo(thread);
        assertThat(add("In-Reply-To: <9999@x>")).isEqualTo(thread);
        assertThat(add("In-Reply-To: <5000@x>")).as("in the middle, forgotten").isNotEqualTo(thread);
    }

    @Test
    void aThreadIsForgottenWhenItsLastMessageIsPurged() {
        long dead = add("Message-ID: <a@x>");
        long living = add("Message-ID: <b@x>");
        fixture.account.remove(inbox, UidSet.range(1, 1), BY);
        fixture.clock.advance(Duration.ofDays(10));
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(add("In-Reply-To: <a@x>")).as("can still be brought back").isEqualTo(dead);
        fixture.account.remove(inbox, UidSet.range(3, 3), BY);
        fixture.clock.advance(Duration.ofDays(20));
        fixture.mail.housekeeping(nobody -> {}).run();
        assertThat(add("In-Reply-To: <a@x>")).isNotEqualTo(dead);
        assertThat(add("In-Reply-To: <b@x>")).isEqualTo(living);
    }
}
