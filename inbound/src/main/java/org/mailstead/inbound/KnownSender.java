package org.mailstead.inbound;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.SenderVotes.Vote;
import org.mailstead.mailbox.SenderVotes.Voted;

/**
 * A sender of whom an account's holder thinks something.
 *
 * @param sender an address; {@code @example.org} for all of a domain, {@code ?ann@example.org} for mail that only claims to be from
 *     there
 * @param score above 0 for wanted
 * @param wanted how often he said so
 * @param unwanted how often he said the contrary
 * @param standing what becomes of the sender's mail: {@code inbox}, {@code junk} or {@code as checked}
 */
public record KnownSender(String sender, double score, int wanted, int unwanted, Instant last, String standing) {
    /** All of an account, the best first. */
    public static List<KnownSender> of(MailAccount account, Instant now) {
        return account.senderVotes().all().stream()
                .map(each -> of(each, now))
                .sorted(Comparator.comparingDouble(KnownSender::score)
                        .reversed()
                        .thenComparing(KnownSender::sender))
                .toList();
    }

    private static KnownSender of(Voted voted, Instant now) {
        List<Vote> votes = voted.votes();
        int wanted = (int) votes.stream().filter(each -> each.weight() > 0).count();
        return new KnownSender(
                voted.sender(),
                Reputation.score(votes, now),
                wanted,
                votes.size() - wanted,
                voted.last(),
                Reputation.standing(voted.sender(), votes, now));
    }
}
