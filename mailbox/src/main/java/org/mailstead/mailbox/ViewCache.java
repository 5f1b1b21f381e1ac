package org.mailstead.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.store.KeyReader;
import org.mailstead.store.Rows;

/**
 * The current view of each mailbox of one account, brought up to date from the journal when somebody asks.
 *
 * <p>A view is right when the partition's version is the same before and after the rows were read. Under steady
 * writing that may not happen for a while; then the rows are read inside the account's writer, where nothing moves.
 */
final class ViewCache {
    private static final int HURRIED_TRIES = 4;

    /** Rows changed beyond which reading the mailbox from end to end is cheaper than one by one. */
    private static final int MANY = 4_096;

    private final String account;
    private final AccountPartition partition;
    private final Cache<Key, Held> cache;

    record Key(String account, MailboxId mailbox) {}

    /** A view and the version of the partition up to which it is known to be true. */
    record Held(MailboxView view, long trueAt) {
        int weight() {
            return view.weight();
        }
    }

    ViewCache(String account, AccountPartition partition, Cache<Key, Held> cache) {
        this.account = account;
        this.partition = partition;
        this.cache = cache;
    }

    private final ReentrantLock refreshing = new ReentrantLock();

    MailboxView view(MailboxId mailbox) {
        var key = new Key(account, mailbox);
        Held held = cache.getIfPresent(key);
        if (held != null && held.trueAt() == partition.version()) return held.view();
        refreshing.lock();
        try {
            held = refreshed(mailbox, cache.getIfPresent(key));
            cache.put(key, held);
            return held.view();
        } finally {
            refreshing.unlock();
        }
    }

    private Held refreshed(MailboxId mailbox, @Nullable Held held) {
        for (int i = 0; i < HURRIED_TRIES; i++) {
            long version = partition.version();
            if (held != null && held.trueAt() == version) return held;
            Held read = read(partition.rows(), mailbox, held, version);
            if (partition.version() == version) return read;
        }
        Held last = held;
        return partition
                .writer()
                .write(partition.partition(), tx -> read(tx, mailbox, last, tx.changeNumber() - 1))
                .result();
    }

    private static Held read(Rows rows, MailboxId id, @Nullable Held held, long version) {
        byte[] row = rows.get(AccountKeys.mailbox(id));
        if (row == null) throw new MailboxException(Reason.NONEXISTENT, "this mailbox no longer exists");
        Mailbox mailbox = MailboxRow.decode(row).as(id);
        var touched = held == null ? null : touched(rows, id, held.trueAt(), version);
        if (held == null || touched == null) return new Held(whole(rows, mailbox), version);
        if (touched.isEmpty() && mailbox.equals(held.view().record())) return new Held(held.view(), version);
        return new Held(ViewEdit.next(held.view(), mailbox, mailbox.changeNumber(), touched), version);
    }

    private static MailboxView whole(Rows rows, Mailbox mailbox) {
        var all = new ArrayList<MessageRow>(mailbox.messages());
        rows.scan(AccountKeys.places(mailbox.id()), (key, value) -> {
            all.add(MessageRow.decode(uid(key), value));
            return true;
        });
        return ViewEdit.fresh(mailbox, mailbox.changeNumber(), all);
    }

    private static int uid(byte[] placeKey) {
        var in = new KeyReader(placeKey);
        in.u8();
        in.u32();
        return (int) in.u32();
    }

    /** The rows changed after {@code from} up to {@code to}; null if they are too many or the journal begins later. */
    private static @Nullable SortedMap<Integer, @Nullable MessageRow> touched(
            Rows rows, MailboxId mailbox, long from, long to) {
        if (from == to) return new TreeMap<>();
        byte[] account = rows.get(AccountKeys.ACCOUNT);
        if (account == null || AccountRow.decode(account).journalFrom() > from + 1) return null;
        var uids = new UidSet.Builder();
        rows.scan(AccountKeys.journal(from + 1, to), (_, value) -> {
            for (Event event : JournalEntry.decode(value).events()) {
                if (event.mailbox().equals(mailbox)) uids.addAll(event.uids());
            }
            return true;
        });
        UidSet changed = uids.build();
        if (changed.size() > MANY) return null;
        return rowsOf(rows, mailbox, changed);
    }

    private static SortedMap<Integer, @Nullable MessageRow> rowsOf(Rows rows, MailboxId mailbox, UidSet uids) {
        var keys = new ArrayList<byte[]>();
        uids.forEach(uid -> keys.add(AccountKeys.place(mailbox, uid)));
        List<byte @Nullable []> values = rows.getAll(keys);
        var touched = new TreeMap<Integer, @Nullable MessageRow>();
        for (int i = 0; i < values.size(); i++) {
            int uid = uid(keys.get(i));
            byte @Nullable [] value = values.get(i);
            touched.put(uid, value == null ? null : MessageRow.decode(uid, value));
        }
        return touched;
    }
}
