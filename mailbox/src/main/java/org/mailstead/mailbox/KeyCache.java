package org.mailstead.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.StoreFault;

/**
 * Keys for sorting and threading that were worked out before, by runs of UIDs. A mailbox's messages never change, so that
 * only the run that new ones came to is read again.
 */
final class KeyCache {
    /** UIDs in a run: reading so many messages takes some milliseconds. */
    private static final int RUN = 512;

    private final String account;
    private final AccountPartition partition;
    private final Cache<Key, KeyBlock> cache;

    record Key(String account, MailboxId mailbox, int run) {}

    KeyCache(String account, AccountPartition partition, Cache<Key, KeyBlock> cache) {
        this.account = account;
        this.partition = partition;
        this.cache = cache;
    }

    /**
     * The keys of those of {@code uids} that are in the view.
     *
     * @param index reads a message's index out of its record
     */
    KeyTable keys(MailboxView view, UidSet uids, Function<MessageRecord, MessageIndex> index) {
        var table = new KeyTable(view, view.present(uids));
        for (int at = 0; at < table.size(); ) {
            int run = table.uid(at) / RUN;
            int end = at + 1;
            while (end < table.size() && table.uid(end) / RUN == run) end++;
            var key = new Key(account, view.mailbox(), run);
            KeyBlock block = cache.getIfPresent(key);
            if (block == null || !table.put(at, end, block)) {
                block = read(view, run, index);
                cache.put(key, block);
                table.put(at, end, block);
            }
            at = end;
        }
        return table;
    }

    private KeyBlock read(MailboxView view, int run, Function<MessageRecord, MessageIndex> index) {
        int from = first(view, run * RUN);
        int end = first(view, (run + 1) * RUN);
        List<byte[]> keys = new ArrayList<>(end - from);
        for (int i = from; i < end; i++) keys.add(AccountKeys.message(view.messageId(i)));
        List<byte @Nullable []> rows = partition.rows().getAll(keys);
        var block = new KeyBlock.Builder(end - from);
        for (int i = from; i < end; i++) {
            block.add(view.uid(i), view.internalDate(i), index(rows.get(i - from), index));
        }
        return block.build();
    }

    /** Index of the first message with this UID or a higher one. */
    private static int first(MailboxView view, int uid) {
        int at = view.indexOf(uid);
        return at < 0 ? -at - 1 : at;
    }

    /** One message that cannot be read must not keep all others from being sorted. */
    private static @Nullable MessageIndex index(byte @Nullable [] row, Function<MessageRecord, MessageIndex> index) {
        try {
            return row == null ? null : index.apply(MessageRecord.decode(row));
        } catch (StoreFault unreadable) {
            return null;
        }
    }
}
