package org.mailstead.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What POP3 did with the messages of an account, as far as that counts later: which it no longer shows, and when those that
 * will be due were first downloaded. A row a message at most, cleared away after the message is gone.
 */
public final class FetchedMail {
    private static final int FORMAT = 1;

    private final AccountPartition partition;

    FetchedMail(AccountPartition partition) {
        this.partition = partition;
    }

    /**
     * What one session did with messages of one mailbox.
     *
     * @param downloaded for the journal
     * @param removed those to be taken away
     * @param hidden those that POP3 shall show no more
     * @param counted those of which the time from their first download on is counted
     * @param seen whether those downloaded become \Seen
     */
    public record Deeds(UidSet downloaded, UidSet removed, UidSet hidden, UidSet counted, boolean seen) {
        /** Downloads that change nothing. */
        public static Deeds only(UidSet downloaded) {
            return new Deeds(downloaded, UidSet.EMPTY, UidSet.EMPTY, UidSet.EMPTY, false);
        }

        UidSet all() {
            return downloaded.or(removed).or(hidden).or(counted);
        }
    }

    /**
     * @param removed messages that were still there
     * @param hidden likewise
     */
    public record Done(long removed, long hidden) {
        private static final Done NOTHING = new Done(0, 0);

        public Done plus(Done other) {
            return new Done(removed + other.removed, hidden + other.hidden);
        }
    }

    /** @param downloaded seconds since 1970, 0 if that does not count */
    record Mark(long downloaded, boolean hidden) {
        static final Mark NONE = new Mark(0, false);

        byte[] encode() {
            return new RowWriter()
                    .varint(FORMAT)
                    .varint(downloaded)
                    .bool(hidden)
                    .toBytes();
        }

        static Mark decode(byte[] row) {
            var in = new RowReader(row);
            Formats.expect(FORMAT, in.varint(), "mark of POP3");
            return new Mark(in.varint(), in.bool());
        }
    }

    /** The messages of a mailbox that POP3 no longer shows; some of them may be gone. */
    public UidSet hidden(MailboxId mailbox) {
        var hidden = new UidSet.Builder();
        partition.rows().scan(AccountKeys.fetched(mailbox), (key, row) -> {
            if (Mark.decode(row).hidden()) hidden.add(Place.of(key).uid());
            return true;
        });
        return hidden.build();
    }

    /** Does what a session has decided, and writes it into the journal. If the mailbox is gone there is nothing to do. */
    public Done finish(MailboxId mailbox, Deeds deeds, Actor by) {
        Done done = Done.NOTHING;
        for (UidSet piece : MessageMoves.pieces(deeds.all()))
            done = done.plus(partition.edit(by, edit -> finish(edit, mailbox, piece, deeds)));
        return done;
    }

    private Done finish(AccountEdit edit, MailboxId mailbox, UidSet piece, Deeds deeds) {
        if (edit.find(mailbox).isEmpty()) return Done.NOTHING;
        piece.and(deeds.downloaded()).forEach(uid -> edit.record(Kind.DOWNLOADED, mailbox, uid));
        long removed = 0;
        long hidden = 0;
        for (MessageRow row : edit.rows(mailbox, piece)) {
            int uid = row.uid();
            if (deeds.removed().contains(uid)) {
                edit.expunge(mailbox, row);
                removed++;
                continue;
            }
            if (deeds.seen() && deeds.downloaded().contains(uid) && (row.flags() & FlagBits.SEEN) == 0)
                edit.reflag(mailbox, row, row.flags() | FlagBits.SEEN);
            boolean hide = deeds.hidden().contains(uid);
            if (hide) edit.record(Kind.HIDDEN, mailbox, uid);
            if (hide) hidden++;
            if (hide || deeds.counted().contains(uid)) mark(edit, mailbox, uid, hide, deeds);
        }
        return new Done(removed, hidden);
    }

    private void mark(AccountEdit edit, MailboxId mailbox, int uid, boolean hide, Deeds deeds) {
        byte[] key = AccountKeys.fetched(mailbox, uid);
        byte[] row = edit.tx().get(key);
        Mark before = row == null ? Mark.NONE : Mark.decode(row);
        boolean counts = before.downloaded() == 0 && deeds.counted().contains(uid);
        long since = counts ? partition.clock().instant().getEpochSecond() : before.downloaded();
        var after = new Mark(since, before.hidden() || hide);
        if (!after.equals(before)) edit.tx().put(key, after.encode());
    }

    /** Lets POP3 show everything again; returns how many messages that were hidden. */
    public long showAll(Actor by) {
        long shown = 0;
        for (List<Place> piece : pieces(Mark::hidden)) {
            shown += partition.edit(by, edit -> {
                long count = 0;
                for (Place place : piece) {
                    byte[] row = edit.tx().get(place.key());
                    if (row == null || !Mark.decode(row).hidden()) continue;
                    long downloaded = Mark.decode(row).downloaded();
                    if (downloaded == 0) edit.tx().delete(place.key());
                    else edit.tx().put(place.key(), new Mark(downloaded, false).encode());
                    if (isThere(edit, place)) count++;
                }
                return count;
            });
        }
        return shown;
    }

    /** Removes what was first downloaded before {@code since}; returns how many messages that were. */
    public long removeDue(Instant since, Actor by) {
        long before = since.getEpochSecond();
        long removed = 0;
        for (List<Place> piece : pieces(mark -> mark.downloaded() != 0 && mark.downloaded() < before)) {
            var byMailbox = new TreeMap<Integer, UidSet.Builder>();
            for (Place place : piece)
                byMailbox
                        .computeIfAbsent(place.mailbox().value(), _ -> new UidSet.Builder())
                        .add(place.uid());
            for (Map.Entry<Integer, UidSet.Builder> one : byMailbox.entrySet()) {
                UidSet due = one.getValue().build();
                var deeds = new Deeds(UidSet.EMPTY, due, UidSet.EMPTY, UidSet.EMPTY, false);
                removed += finish(new MailboxId(one.getKey()), deeds, by).removed();
            }
        }
        return removed;
    }

    /** Forgets what is known of messages that are gone. */
    void forgetGone(Actor by) {
        for (List<Place> piece : pieces(_ -> true)) {
            boolean allThere = piece.stream()
                    .allMatch(place -> partition.rows().get(AccountKeys.place(place.mailbox(), place.uid())) != null);
            if (allThere) continue;
            partition.edit(by, edit -> {
                for (Place place : piece) if (!isThere(edit, place)) edit.tx().delete(place.key());
                return true;
            });
        }
    }

    private static boolean isThere(AccountEdit edit, Place place) {
        return edit.tx().get(AccountKeys.place(place.mailbox(), place.uid())) != null;
    }

    private List<List<Place>> pieces(java.util.function.Predicate<Mark> which) {
        var pieces = new ArrayList<List<Place>>();
        KeyRange all = AccountKeys.FETCHED;
        partition.rows().scan(all, (key, row) -> {
            if (!which.test(Mark.decode(row))) return true;
            if (pieces.isEmpty() || pieces.getLast().size() == MailboxLimits.MESSAGES_PER_COMMIT)
                pieces.add(new ArrayList<>());
            pieces.getLast().add(Place.of(key));
            return true;
        });
        return pieces;
    }

    private record Place(MailboxId mailbox, int uid) {
        static Place of(byte[] key) {
            var in = new KeyReader(key);
            in.u8();
            return new Place(new MailboxId((int) in.u32()), (int) in.u32());
        }

        byte[] key() {
            return AccountKeys.fetched(mailbox, uid);
        }
    }
}
