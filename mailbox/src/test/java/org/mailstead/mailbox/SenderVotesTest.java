package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.SenderVotes.Vote;
import org.mailstead.mailbox.SenderVotes.Voted;

class SenderVotesTest {
    private static final Instant THEN = Instant.parse("2026-01-15T12:00:00Z");
    private static final String EVE = "eve@example.test";

    private final SenderVotes votes = new MailFixture().account.senderVotes();

    private void vote(String sender, Vote... some) {
        votes.vote(Map.of(sender, List.of(some)), MailFixture.BY);
    }

    private static Vote vote(long about, int weight) {
        return new Vote(about, weight, THEN);
    }

    @Test
    void whatWasVotedIsThere() {
        assertThat(votes.areAny()).isFalse();
        vote(EVE, vote(1, -1), vote(2, 1));
        vote(EVE, vote(3, -1));
        assertThat(votes.areAny()).isTrue();
        assertThat(votes.of(EVE)).containsExactly(vote(1, -1), vote(2, 1), vote(3, -1));
        assertThat(votes.of("eve@example.tes")).isEmpty();
        assertThat(votes.of(EVE + "t")).isEmpty();
    }

    @Test
    void aLaterVoteAboutTheSameTakesItsPlace() {
        vote(EVE, vote(1, -1), vote(1, -1));
        assertThat(votes.of(EVE)).containsExactly(vote(1, -1));
        vote(EVE, vote(1, 1));
        assertThat(votes.of(EVE)).containsExactly(vote(1, 1));
        vote(EVE, vote(1, 0));
        assertThat(votes.all()).isEmpty();
    }

    @Test
    void takingBackWhatWasNeverSaidLeavesNothing() {
        vote(EVE, vote(1, 0));
        assertThat(votes.areAny()).isFalse();
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        for (int i = 1; i <= SenderVotes.MOST_VOTES + 2; i++) vote(EVE, vote(i, -1));
        assertThat(votes.of(EVE)).hasSize(SenderVotes.MOST_VOTES).startsWith(vote(3, -1));
    }

    @Test
    void thoseLongestUnheardOfAreForgottenWhenThereAreTooMany() {
        var many = new HashMap<String, List<Vote>>();
        for (int i = 0; i < SenderVotes.MOST_SENDERS; i++) {
            many.put(i + "@example.test", List.of(new Vote(1, -1, THEN.plusSeconds(i))));
            if (many.size() == 100) {
                votes.vote(many, MailFixture.BY);
                many.clear();
            }
        }
        vote(EVE, new Vote(1, -1, THEN.plusSeconds(SenderVotes.MOST_SENDERS)));
        assertThat(votes.all())
                .hasSizeLessThan(SenderVotes.MOST_SENDERS)
                .extracting(Voted::sender)
                .contains(EVE, (SenderVotes.MOST_SENDERS - 1) + "@example.test")
                .doesNotContain("0@example.test");
    }

    @Test
    void aNameThatIsNoAddressIsPassedOver() {
        vote("x".repeat(10_000) + "@example.test", vote(1, -1));
        assertThat(votes.areAny()).isFalse();
    }

    @Test
    void oneCanBeForgotten() {
        vote(EVE, vote(1, -1));
        assertThat(votes.forget("ann@example.test", MailFixture.BY)).isFalse();
        assertThat(votes.forget(EVE, MailFixture.BY)).isTrue();
        assertThat(votes.areAny()).isFalse();
    }
}
