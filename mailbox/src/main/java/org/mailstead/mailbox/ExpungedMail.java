package org.mailstead.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;

/** Messages that were removed and can still be brought back, for {@link MailboxLimits#RESTORABLE}. */
public final class ExpungedMail {
    /** Brought back by one commit: each takes five of its 4,096 operations. */
    private static final int PIECE = 700;

    private static final String POP3 = "pop3";

    private final AccountPartition partition;

    ExpungedMail(AccountPartition partition) {
        this.partition = partition;
    }

    /**
     * Which messages, and where to.
     *
     * @param since those removed at this time or later
     * @param onlyByPop3 those that POP3 took off
     * @param into where they go; where they were, if it is empty
     */
    public record Wish(Instant since, boolean onlyByPop3, Optional<MailboxId> into) {}

    /**
     * @param messages brought back
     * @param homeless messages whose mailbox is gone, and for which no other was named: still to be had
     */
    public record Restored(long messages, long homeless) {}

    /** What {@link #restore} would do. */
    public Restored restorable(Wish wish) {
        long messages = 0;
        long homeless = 0;
        for (Removed each : find(wish, removedByPop3())) {
            if (hasHome(each, wish)) messages++;
            else homeless++;
        }
        return new Restored(messages, homeless);
    }

    private boolean hasHome(Removed removed, Wish wish) {
        MailboxId home = wish.into().orElse(removed.mailbox());
        return partition.rows().get(AccountKeys.mailbox(home)) != null;
    }

    /**
     * Brings messages back, with new UIDs, with their flags but \Deleted, and with their internal date. What POP3 took off
     * is hidden from it afterwards: else the same program would take it off again. What is back is no longer among the
     * removed, so that doing this twice brings nothing twice.
     *
     * @throws MailboxException OVERQUOTA if the account may not hold so much; what was brought back before stays
     */
    public Restored restore(Wish wish, Actor by) {
        Map<MailboxId, UidSet> byPop3 = removedByPop3();
        List<Removed> found = find(wish, byPop3);
        long messages = 0;
        for (int from = 0; from < found.size(); from += PIECE) {
            List<Removed> piece = found.subList(from, Math.min(found.size(), from + PIECE));
            messages += partition.edit(by, edit -> {
                long count = 0;
                for (Removed each : piece) if (restore(edit, each, wish, byPop3)) count++;
                return count;
            });
        }
        long homeless = found.stream().filter(each -> !hasHome(each, wish)).count();
        return new Restored(messages, homeless);
    }

    private static boolean restore(AccountEdit edit, Removed removed, Wish wish, Map<MailboxId, UidSet> byPop3) {
        MailboxId from = removed.mailbox();
        MailboxId to = wish.into().orElse(from);
        MessageRow row = removed.row();
        // Brought back or cleared away by somebody else meanwhile.
        if (edit.tx().get(removed.key()) == null || edit.find(to).isEmpty()) return false;
        edit.requireRoom(row.bytes(), 1, 0);
        edit.tx().delete(removed.key());
        edit.tx().delete(AccountKeys.link(row.messageId(), from, row.uid()));
        int uid = edit.add(to, row.messageId(), flags(edit, removed, to), row.bytes(), row.date());
        edit.record(Kind.RESTORED, to, uid);
        if (byPop3.getOrDefault(from, UidSet.EMPTY).contains(row.uid())) {
            edit.tx().put(AccountKeys.fetched(to, uid), new FetchedMail.Mark(0, true).encode());
        }
        return true;
    }

    /** With \Deleted it would go again with the next EXPUNGE. What keywords meant went with their mailbox. */
    private static long flags(AccountEdit edit, Removed removed, MailboxId to) {
        long flags = removed.row().flags() & ~FlagBits.DELETED;
        if (edit.find(removed.mailbox()).isPresent()) return Keywords.translated(edit, flags, removed.mailbox(), to);
        return flags & ((1L << FlagBits.FIRST_KEYWORD) - 1);
    }

    private List<Removed> find(Wish wish, Map<MailboxId, UidSet> byPop3) {
        var found = new ArrayList<Removed>();
        long since = Math.max(0, wish.since().getEpochSecond());
        var range = new KeyRange(AccountKeys.expunged(since, new MailboxId(0), 0), AccountKeys.EXPUNGED.to());
        partition.rows().scan(range, (key, value) -> {
            Removed removed = Removed.of(key, value);
            UidSet taken = byPop3.getOrDefault(removed.mailbox(), UidSet.EMPTY);
            if (!wish.onlyByPop3() || taken.contains(removed.row().uid())) found.add(removed);
            return true;
        });
        return found;
    }

    private Map<MailboxId, UidSet> removedByPop3() {
        var builders = new HashMap<MailboxId, UidSet.Builder>();
        new Journal(partition).readAll(entry -> {
            if (!entry.by().protocol().equals(POP3)) return;
            for (Event event : entry.events()) {
                if (event.kind() == Kind.EXPUNGED)
                    builders.computeIfAbsent(event.mailbox(), _ -> new UidSet.Builder())
                            .addAll(event.uids());
            }
        });
        var sets = new HashMap<MailboxId, UidSet>();
        builders.forEach((mailbox, uids) -> sets.put(mailbox, uids.build()));
        return sets;
    }

    /** A message as it was when it was removed. */
    record Removed(byte[] key, MailboxId mailbox, MessageRow row) {
        static Removed of(byte[] key, byte[] value) {
            var in = new KeyReader(key);
            in.u8();
            in.u64();
            var mailbox = new MailboxId((int) in.u32());
            return new Removed(key, mailbox, MessageRow.decode((int) in.u32(), value));
        }
    }
}
