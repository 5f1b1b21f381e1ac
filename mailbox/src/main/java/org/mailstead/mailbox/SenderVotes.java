package org.mailstead.mailbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Transaction;

/**
 * What the holder of an account thinks of those who write to it, gathered from what he does with their mail. A sender is a text
 * that the one who votes has chosen.
 */
public final class SenderVotes {
    /** Senders of one account: some 100 bytes each. When there are more, those longest unheard of are forgotten. */
    static final int MOST_SENDERS = 5_000;

    /** Forgotten at once, so that not each new sender beyond the most costs a look at all. */
    private static final int FORGOTTEN_AT_ONCE = 500;

    /** Of one sender: newer ones take the place of the oldest. */
    static final int MOST_VOTES = 32;

    /** The longest address of RFC 5321 has 254; a few for a mark before it. */
    private static final int SENDER_BYTES = 300;

    private static final int FORMAT = 1;
    private static final long LATEST_SECOND = 1L << 40;
    private static final int VOTE_BYTES = 12;
    private static final KeyRange ALL = KeyRange.prefix(new byte[] {'P'});

    private final AccountPartition partition;

    SenderVotes(AccountPartition partition) {
        this.partition = partition;
    }

    /**
     * One vote.
     *
     * @param about tells what it was given for: a later vote about the same takes its place
     * @param weight above 0 for wanted, below for unwanted, 0 takes back what was voted about the same
     */
    public record Vote(long about, int weight, Instant when) {}

    /** @param votes in the order in which they were given, at least one */
    public record Voted(String sender, List<Vote> votes) {
        public Voted {
            votes = List.copyOf(votes);
        }

        public Instant last() {
            return SenderVotes.last(votes);
        }
    }

    /** When the last of some votes was given. */
    public static Instant last(List<Vote> votes) {
        return votes.stream().map(Vote::when).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    /** Whether there is any vote about anybody: costs one look. */
    public boolean areAny() {
        boolean[] any = {false};
        partition.rows().scan(ALL, (_, _) -> {
            any[0] = true;
            return false;
        });
        return any[0];
    }

    public List<Vote> of(String sender) {
        byte[] row = partition.rows().get(key(sender));
        return row == null ? List.of() : decode(row);
    }

    public List<Voted> all() {
        var all = new ArrayList<Voted>();
        partition.rows().scan(ALL, (key, row) -> {
            all.add(new Voted(sender(key), decode(row)));
            return true;
        });
        return all;
    }

    /** All of them in one commit. Senders with longer names than an address can have are passed over. */
    public void vote(Map<String, List<Vote>> votes, Actor by) {
        partition.edit(by, edit -> {
            makeRoom(edit.tx(), votes.keySet());
            votes.forEach((sender, more) -> vote(edit.tx(), sender, more));
            return null;
        });
    }

    private static boolean fits(String sender) {
        return sender.getBytes(StandardCharsets.UTF_8).length <= SENDER_BYTES;
    }

    private static void vote(Transaction tx, String sender, List<Vote> more) {
        if (!fits(sender)) return;
        byte[] key = key(sender);
        byte[] row = tx.get(key);
        var kept = new ArrayList<>(row == null ? List.of() : decode(row));
        for (Vote vote : more) {
            kept.removeIf(each -> each.about() == vote.about());
            if (vote.weight() != 0) kept.add(vote);
        }
        while (kept.size() > MOST_VOTES) kept.removeFirst();
        if (kept.isEmpty()) {
            if (row != null) tx.delete(key);
            return;
        }
        tx.put(key, encode(kept));
    }

    /** All are looked at once at most, however many are new. */
    private static void makeRoom(Transaction tx, Set<String> senders) {
        long coming = senders.stream()
                .filter(each -> fits(each) && tx.get(key(each)) == null)
                .count();
        if (coming == 0) return;
        var all = new ArrayList<Voted>();
        tx.scan(ALL, (key, row) -> {
            all.add(new Voted(sender(key), decode(row)));
            return true;
        });
        if (all.size() + coming <= MOST_SENDERS) return;
        all.sort(Comparator.comparing(Voted::last));
        for (Voted each : all.subList(0, FORGOTTEN_AT_ONCE)) tx.delete(key(each.sender()));
    }

    /** Forgets all votes about one; false if there were none. */
    public boolean forget(String sender, Actor by) {
        return partition.edit(by, edit -> {
            byte[] key = key(sender);
            boolean there = edit.tx().get(key) != null;
            if (there) edit.tx().delete(key);
            return there;
        });
    }

    private static byte[] key(String sender) {
        return new KeyWriter()
                .u8('P')
                .bytes(sender.getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }

    private static String sender(byte[] key) {
        return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] encode(List<Vote> votes) {
        var row = new RowWriter().varint(FORMAT).varint(votes.size());
        for (Vote each : votes)
            row.int64(each.about()).int64(each.weight()).varint(each.when().getEpochSecond());
        return row.toBytes();
    }

    static List<Vote> decode(byte[] row) {
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.varint(), "sender");
        int count = in.count();
        var votes = new ArrayList<Vote>(Math.min(count, row.length / VOTE_BYTES));
        for (int i = 0; i < count; i++) {
            long about = in.int64();
            int weight = (int) in.int64();
            votes.add(new Vote(about, weight, Instant.ofEpochSecond(Math.clamp(in.varint(), 0, LATEST_SECOND))));
        }
        return votes;
    }
}
