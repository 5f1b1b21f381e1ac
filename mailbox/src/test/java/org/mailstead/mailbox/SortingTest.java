package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.mailbox.MailFixture.BY;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.SortKey.Direction;

class SortingTest {
    private final MailFixture fixture = new MailFixture();
    private final MailboxId inbox = fixture.inbox.id();

    private void add(String message) {
        fixture.account.append(inbox, fixture.message(message), FlagSet.NONE, fixture.clock.instant(), BY);
        fixture.clock.advance(java.time.Duration.ofSeconds(1));
    }

    private List<Integer> sort(Direction... order) {
        int[] uids = fixture.account.sort(fixture.account.view(inbox), UidSet.ALL, List.of(order));
        return IntStream.of(uids).boxed().toList();
    }

    private static Direction up(SortKey key) {
        return new Direction(key, false);
    }

    private static Direction down(SortKey key) {
        return new Direction(key, true);
    }

    @Test
    void eachKey() {
        add(
                "From: zoe@a.test\nTo: Ärger <x@a.test>\nCc: b@c\nSubject: Re: bee\nDate: 3 Jan 2026 00:00:00 +0200\n\nx\n");
        add(
                "From: \"adam\" <y@a.test>\nTo: yves@a.test\nCc: A@c\nSubject: Ant\nDate: 2 Jan 2026 23:00:00 -0100\n\nlonger\n");
        add("From: Zed <ADAM@a.test>\nTo: team: a@x, b@x;\nSubject: [list] cow\n\nx\n");
        assertThat(sort(up(SortKey.ARRIVAL))).containsExactly(1, 2, 3);
        assertThat(sort(down(SortKey.ARRIVAL))).containsExactly(3, 2, 1);
        assertThat(sort(up(SortKey.DATE))).as("3 has none: its arrival").containsExactly(1, 2, 3);
        assertThat(sort(up(SortKey.SUBJECT))).containsExactly(2, 1, 3);
        assertThat(sort(up(SortKey.FROM))).as("adam, y, zoe").containsExactly(3, 2, 1);
        assertThat(sort(up(SortKey.TO))).as("team, x, yves").containsExactly(3, 1, 2);
        assertThat(sort(up(SortKey.CC))).as("none, A, b").containsExactly(3, 2, 1);
        assertThat(sort(up(SortKey.DISPLAYFROM))).as("adam, Zed, zoe@").containsExactly(2, 3, 1);
        assertThat(sort(up(SortKey.DISPLAYTO)))
                .as("Arger with two dots, team, yves")
                .containsExactly(1, 3, 2);
        assertThat(sort(down(SortKey.SIZE))).containsExactly(2, 1, 3);
    }

    @Test
    void longTextsAreComparedBehindWhatIsKeptSideBySide() {
        String same = "x".repeat(39);
        for (String end : List.of("bc", "b", "", "a", "bb", "b")) add("Subject: " + same + end + "\n\nx\n");
        assertThat(sort(up(SortKey.SUBJECT))).containsExactly(3, 4, 2, 6, 5, 1);
    }

    @Test
    void whatNoKeyTellsApartStaysInOrderInReverseToo() {
        for (int i = 0; i < 5; i++) add("Subject: " + (i % 2 == 0 ? "a" : "b") + "\n\nx\n");
        assertThat(sort(up(SortKey.SUBJECT))).containsExactly(1, 3, 5, 2, 4);
        assertThat(sort(down(SortKey.SUBJECT))).containsExactly(2, 4, 1, 3, 5);
        assertThat(sort(down(SortKey.SUBJECT), down(SortKey.ARRIVAL))).containsExactly(4, 2, 5, 3, 1);
    }

    @Test
    void textsThatDifferOnlyFarBehindAreStillTwo() {
        String same = "x".repeat(400);
        add("Subject: " + same + "a\n\nx\n");
        add("Subject: " + same + "b\n\nx\n");
        add("Subject: " + same + "A\n\nx\n");
        var order = sort(up(SortKey.SUBJECT));
        assertThat(Math.abs(order.indexOf(1) - order.indexOf(3)))
                .as("the two alike stay together")
                .isEqualTo(1);
    }

    @Test
    void newMessagesAndGoneOnesAreSeen() {
        for (String subject : List.of("c", "a", "b")) add("Subject: " + subject + "\n\nx\n");
        assertThat(sort(up(SortKey.SUBJECT))).containsExactly(2, 3, 1);
        add("Subject: aa\n\nx\n");
        assertThat(sort(up(SortKey.SUBJECT))).containsExactly(2, 4, 3, 1);
        fixture.account.remove(inbox, UidSet.of(2), BY);
        assertThat(sort(up(SortKey.SUBJECT))).containsExactly(4, 3, 1);
    }

    @Test
    void sortingIsStableForAllLengths() {
        var random = new Random(4);
        for (int length = 0; length < 200; length++) {
            int[] keys = random.ints(length, 0, 10).toArray();
            int[] positions = IntStream.range(0, length).toArray();
            IntSort.sort(positions, (one, other) -> Integer.compare(keys[one], keys[other]));
            List<Integer> expected =
                    new ArrayList<>(IntStream.range(0, length).boxed().toList());
            expected.sort(Comparator.comparingInt(at -> keys[at]));
            assertThat(IntStream.of(positions).boxed().toList()).isEqualTo(expected);
        }
    }
}
