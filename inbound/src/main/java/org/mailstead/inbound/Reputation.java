package org.mailstead.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.authenticity.AuthorIdentity;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.JunkSorting;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SenderVotes;
import org.mailstead.mailbox.SenderVotes.Vote;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.mailbox.UidSet;
import org.mailstead.policy.JunkField;
import org.mailstead.store.BlobId;

/**
 * What each account's holder thinks of those who write to him, learnt from what he does: he puts mail among the junk, fetches it
 * from there, or writes to somebody. What one holder thinks does not reach another's mailbox.
 */
public final class Reputation implements JunkSorting {
    /** Learnt from at once: whoever sorts more has said what he thinks of those senders. */
    private static final int MESSAGES_AT_ONCE = 200;

    /** Of one mail: whoever writes to more does not know each. */
    private static final int RECIPIENTS_AT_ONCE = 20;

    /** After so long an opinion counts half. */
    private static final Duration HALF_LIFE = Duration.ofDays(180);

    /** Having written to somebody is not written down again before. */
    private static final Duration FRESH = Duration.ofDays(30);

    private static final int ONCE = 1;

    /** The domain's own word is not asked for one message: so many that count are needed, and none to the contrary. */
    private static final double DOMAIN_UNWANTED = -2.5;

    private static final double UNWANTED = -0.5;
    private static final double WANTED = 0.5;

    /** What a vote is about that no message stands behind. */
    private static final long WROTE_TO = 0;

    /** Before the address of an author for whom no domain vouched: anybody can have written that. */
    private static final String UNPROVEN = "?";

    private static final String WHOLE_DOMAIN = "@";

    private final String hostName;
    private final InstantSource clock;

    /** @param hostName under which this server writes what it finds out about mail */
    public Reputation(String hostName, InstantSource clock) {
        this.hostName = hostName;
        this.clock = clock;
    }

    /** How a sender stands with an account. */
    sealed interface Standing {
        record Unknown() implements Standing {}

        /** @param why a sentence without its end, for the story of a message */
        record Wanted(String why) implements Standing {}

        record Unwanted(String why) implements Standing {}
    }

    private static final Standing UNKNOWN = new Standing.Unknown();

    /** Reads the beginning of a message. */
    @FunctionalInterface
    interface Beginning {
        /** {@link JunkField#BEGINNING_BYTES}, or all of it. */
        byte[] read() throws IOException;
    }

    /** @param message that has come for the account */
    Standing standing(MailAccount account, Beginning message) throws IOException {
        SenderVotes votes = account.senderVotes();
        if (!votes.areAny()) return UNKNOWN;
        Optional<AuthorIdentity> known = author(message.read());
        if (known.isEmpty()) return UNKNOWN;
        AuthorIdentity author = known.get();
        Instant now = clock.instant();
        List<Vote> own = votes.of(sender(author));
        if (isUnwanted(own, now))
            return new Standing.Unwanted("mail of " + author.address() + " was put there" + last(own));
        if (!author.proven()) return UNKNOWN;
        if (score(own, now) >= WANTED) return new Standing.Wanted(author.address() + " is wanted here" + last(own));
        List<Vote> all = votes.of(WHOLE_DOMAIN + author.domain());
        return isUnwanted(author.domain(), all, now)
                ? new Standing.Unwanted("mail of " + author.domain() + " was put there several times" + last(all))
                : UNKNOWN;
    }

    private static boolean isUnwanted(List<Vote> own, Instant now) {
        return score(own, now) <= UNWANTED;
    }

    private static boolean isUnwanted(String domain, List<Vote> all, Instant now) {
        return score(all, now) <= DOMAIN_UNWANTED
                && all.stream().allMatch(each -> each.weight() < 0)
                && !ProviderDomains.isOne(domain);
    }

    /** What becomes of a sender's mail, in two words at most. */
    static String standing(String sender, List<Vote> votes, Instant now) {
        boolean whole = sender.startsWith(WHOLE_DOMAIN);
        boolean unwanted = whole ? isUnwanted(sender.substring(1), votes, now) : isUnwanted(votes, now);
        if (unwanted) return "junk";
        boolean wanted = !whole && !sender.startsWith(UNPROVEN) && score(votes, now) >= WANTED;
        return wanted ? "inbox" : "as checked";
    }

    private static String last(List<Vote> votes) {
        return ", last on " + LocalDate.ofInstant(SenderVotes.last(votes), ZoneOffset.UTC);
    }

    /** Above 0 for wanted. Each opinion counts 1 when it is new. */
    public static double score(Collection<Vote> votes, Instant now) {
        double score = 0;
        for (Vote each : votes) {
            double age = Math.max(0, Duration.between(each.when(), now).toSeconds());
            score += each.weight() * Math.pow(0.5, age / HALF_LIFE.toSeconds());
        }
        return score;
    }

    @Override
    public void sorted(MailAccount account, MailboxId mailbox, UidSet uids, Opinion opinion, Actor by) {
        MailboxView view = account.view(mailbox);
        var votes = new HashMap<String, List<Vote>>();
        Instant now = clock.instant();
        int[] left = {MESSAGES_AT_ONCE};
        view.present(uids).forEach(uid -> {
            if (left[0]-- <= 0) return;
            StoredMessage message = account.message(view.messageId(view.indexOf(uid)));
            var vote = new Vote(about(message.blob()), weight(opinion), now);
            author(beginning(account, message)).ifPresent(author -> add(votes, author, vote));
        });
        if (!votes.isEmpty()) account.senderVotes().vote(votes, by);
    }

    private static int weight(Opinion opinion) {
        return switch (opinion) {
            case UNWANTED -> -ONCE;
            case WANTED -> ONCE;
            case NONE -> 0;
        };
    }

    private static void add(Map<String, List<Vote>> votes, AuthorIdentity author, Vote vote) {
        votes.computeIfAbsent(sender(author), _ -> new ArrayList<>()).add(vote);
        if (author.proven())
            votes.computeIfAbsent(WHOLE_DOMAIN + author.domain(), _ -> new ArrayList<>())
                    .add(vote);
    }

    /** The holder has written to somebody, who is wanted from now on. */
    void wroteTo(MailAccount account, Collection<String> addresses, Actor by) {
        SenderVotes present = account.senderVotes();
        Instant now = clock.instant();
        var votes = new HashMap<String, List<Vote>>();
        addresses.stream().limit(RECIPIENTS_AT_ONCE).forEach(each -> {
            String sender = each.toLowerCase(Locale.ROOT);
            boolean fresh = present.of(sender).stream()
                    .anyMatch(vote ->
                            vote.about() == WROTE_TO && vote.when().plus(FRESH).isAfter(now));
            if (!fresh) votes.put(sender, List.of(new Vote(WROTE_TO, ONCE, now)));
        });
        if (!votes.isEmpty()) present.vote(votes, by);
    }

    private Optional<AuthorIdentity> author(byte[] beginning) {
        return AuthorIdentity.of(RawHeader.ofBeginning(beginning, JunkField.BEGINNING_BYTES), hostName);
    }

    private static String sender(AuthorIdentity author) {
        return author.proven() ? author.address() : UNPROVEN + author.address();
    }

    /** The same for all copies of a message. */
    private static long about(BlobId blob) {
        long number = ByteBuffer.wrap(blob.bytes()).getLong();
        return number == WROTE_TO ? 1 : number;
    }

    private static byte[] beginning(MailAccount account, StoredMessage message) {
        try (InputStream in = account.open(message, 0, JunkField.BEGINNING_BYTES)) {
            return in.readNBytes(JunkField.BEGINNING_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
