package org.mailstead.mailbox;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.ExpungedMail.Removed;
import org.mailstead.store.BlobId;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;

/**
 * Clears away what nobody can reach any more: expunged messages past their time, old journal rows, blobs that no message
 * names. Safe beside everything else; may be stopped at any point and begun again.
 */
public final class Housekeeping {
    private static final Actor SERVER = new Actor("server", "", "");

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final Clock clock;
    private final Consumer<Consumer<BlobId>> others;

    Housekeeping(PartitionStore store, PartitionWriter writer, Clock clock, Consumer<Consumer<BlobId>> others) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.others = others;
    }

    /**
     * @param messages expunged messages that can no longer be brought back
     * @param blobs blobs removed
     */
    public record Cleared(long messages, long blobs) {}

    /** Reads every account once, so it is for once a day. */
    public Cleared run() {
        var accounts = new ArrayList<Partition>();
        store.partitions(MailStore.PARTITION_KIND, accounts::add);
        long messages = 0;
        for (Partition account : accounts) messages += clear(account);
        clearJournal(new AccountPartition(store, writer, ServerAnnotations.PARTITION, clock));
        return new Cleared(messages, collectBlobs(accounts));
    }

    private long clear(Partition account) {
        var partition = new AccountPartition(store, writer, account, clock);
        clearJournal(partition);
        long all = 0;
        int some;
        do {
            some = partition.edit(SERVER, this::purgeSome);
            all += some;
        } while (some > 0);
        clearThreads(partition);
        new FetchedMail(partition).forgetGone(SERVER);
        while (partition.edit(SERVER, this::forgetSomeDeliveries) == MailboxLimits.MESSAGES_PER_COMMIT) {}
        return all;
    }

    private int forgetSomeDeliveries(AccountEdit edit) {
        long before = clock.instant().minus(MailboxLimits.DELIVERED).getEpochSecond();
        var old = new ArrayList<byte[]>();
        edit.tx().scan(AccountKeys.DELIVERED, (key, value) -> {
            if (new RowReader(value).varint() < before) old.add(key);
            return old.size() < MailboxLimits.MESSAGES_PER_COMMIT;
        });
        old.forEach(edit.tx()::delete);
        return old.size();
    }

    /** Purges expunged messages past their time, as many as fit into a commit; 0 when there are none left. */
    private int purgeSome(AccountEdit edit) {
        long before = clock.instant().minus(MailboxLimits.RESTORABLE).getEpochSecond();
        var due = new ArrayList<Removed>();
        var range = new KeyRange(AccountKeys.EXPUNGED.from(), AccountKeys.expunged(before, new MailboxId(0), 0));
        edit.tx().scan(range, (key, value) -> {
            due.add(Removed.of(key, value));
            return due.size() < MailboxLimits.MESSAGES_PER_COMMIT;
        });
        for (Removed gone : due) {
            edit.tx().delete(gone.key());
            edit.tx()
                    .delete(AccountKeys.link(
                            gone.row().messageId(), gone.mailbox(), gone.row().uid()));
            boolean[] linked = {false};
            edit.tx().scan(AccountKeys.links(gone.row().messageId()), (_, _) -> {
                linked[0] = true;
                return false;
            });
            if (!linked[0]) edit.tx().delete(AccountKeys.message(gone.row().messageId()));
        }
        return due.size();
    }

    /**
     * Forgets the identifiers of threads without any message. What came in since the messages were counted is counted in
     * the same commit as the forgetting, so that no thread is lost that somebody just joined.
     */
    private static void clearThreads(AccountPartition partition) {
        var living = new BitSet();
        long[] counted = {0};
        partition.rows().scan(AccountKeys.MESSAGES, (key, value) -> {
            counted[0] = count(living, key, value);
            return true;
        });
        List<byte[]> dead = new ArrayList<>();
        do {
            dead.clear();
            partition.rows().scan(AccountKeys.THREADS, (key, value) -> {
                if (!living.get(Math.toIntExact(ThreadIndex.thread(value)))) dead.add(key);
                return dead.size() < MailboxLimits.MESSAGES_PER_COMMIT;
            });
            if (!dead.isEmpty()) partition.edit(SERVER, edit -> forget(edit, dead, living, counted[0]));
        } while (dead.size() >= MailboxLimits.MESSAGES_PER_COMMIT);
    }

    private static @Nullable Void forget(AccountEdit edit, List<byte[]> dead, BitSet living, long counted) {
        var newer = new KeyRange(AccountKeys.message(counted + 1), AccountKeys.MESSAGES.to());
        edit.tx().scan(newer, (key, value) -> {
            count(living, key, value);
            return true;
        });
        for (byte[] key : dead) {
            byte[] row = edit.tx().get(key);
            if (row != null && !living.get(Math.toIntExact(ThreadIndex.thread(row))))
                edit.tx().delete(key);
        }
        return null;
    }

    /** Marks the thread of a message as one that is needed; returns the message's number. */
    private static long count(BitSet living, byte[] key, byte[] value) {
        var in = new KeyReader(key);
        in.u8();
        long messageId = in.u64();
        // Threads have the numbers of messages, which fit: at one a second they would last for 68 years.
        living.set(Math.toIntExact(MessageRecord.decode(value).thread()));
        return messageId;
    }

    private void clearJournal(AccountPartition partition) {
        long before = clock.instant().minus(MailboxLimits.JOURNAL).getEpochSecond();
        long version = partition.version();
        long[] keepFrom = {version + 1};
        long[] first = {0};
        partition.rows().scan(AccountKeys.journal(1, version), (key, value) -> {
            var in = new KeyReader(key);
            in.u8();
            long change = in.u64();
            if (first[0] == 0) first[0] = change;
            if (JournalEntry.decode(value).time() < before) return true;
            keepFrom[0] = change;
            return false;
        });
        if (first[0] == 0 || first[0] >= keepFrom[0]) return;
        partition.edit(SERVER, edit -> {
            edit.tx().deleteRange(AccountKeys.journal(first[0], keepFrom[0] - 1));
            edit.tx().scan(AccountKeys.MAILBOXES, (key, _) -> {
                edit.tx().deleteRange(AccountKeys.vanishedBefore(AccountKeys.mailboxOf(key), keepFrom[0]));
                return true;
            });
            edit.journalFrom(keepFrom[0]);
            return null;
        });
    }

    private long collectBlobs(List<Partition> accounts) {
        Instant before = clock.instant().minus(MailboxLimits.BLOB_AGE);
        var named = new NamedBlobs();
        // Before the accounts: what moves into one of them meanwhile is named here or there.
        others.accept(named::add);
        for (Partition account : accounts) {
            store.rows(account).scan(AccountKeys.MESSAGES, (_, value) -> {
                named.add(MessageRecord.decode(value).blob());
                return true;
            });
        }
        // An account made since then can only name blobs younger than the limit.
        return store.blobs().collect(before, blob -> !named.contains(blob));
    }

    /** The blobs in use, by the first 8 bytes of their hash: two alike only keep a blob longer than needed. */
    private static final class NamedBlobs {
        private final Set<Long> prefixes = ConcurrentHashMap.newKeySet();

        void add(BlobId blob) {
            prefixes.add(ByteBuffer.wrap(blob.bytes()).getLong());
        }

        boolean contains(BlobId blob) {
            return prefixes.contains(ByteBuffer.wrap(blob.bytes()).getLong());
        }
    }
}
