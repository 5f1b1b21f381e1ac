package org.mailstead.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.mailstead.message.MessageIndex;
import org.mailstead.message.Preview;
import org.mailstead.message.Spool;
import org.mailstead.store.BlobId;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;

/** All accounts' mail. */
public final class MailStore {
    static final String PARTITION_KIND = "account";

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final Clock clock;
    private final Cache<String, MailAccount> accounts =
            Caffeine.newBuilder().weakValues().build();
    private final Cache<ViewCache.Key, ViewCache.Held> views = Caffeine.newBuilder()
            .maximumWeight(MailboxLimits.CACHED_MESSAGES)
            .weigher((ViewCache.Key _, ViewCache.Held held) -> held.weight())
            .build();
    private final Cache<KeyCache.Key, KeyBlock> keys = Caffeine.newBuilder()
            .maximumWeight(MailboxLimits.CACHED_KEY_BYTES)
            .weigher((KeyCache.Key _, KeyBlock block) -> block.weight())
            .build();
    private final Cache<RecentMarks.Key, AtomicInteger> recent =
            Caffeine.newBuilder().maximumSize(RecentMarks.HELD).build();

    private volatile JunkSorting junkSorting = JunkSorting.NOBODY;

    public MailStore(PartitionStore store, PartitionWriter writer, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** The mail of one account. A new account gets INBOX, Drafts, Sent, Archive, Junk and Trash at first use. */
    public MailAccount account(String accountId) {
        return accounts.get(accountId, this::open);
    }

    /** Whether anybody or any message was ever in it. */
    public boolean isInUse(String accountId) {
        return store.version(new Partition(PARTITION_KIND, accountId)) > 0;
    }

    private MailAccount open(String accountId) {
        AccountPartition partition = partition(new Partition(PARTITION_KIND, accountId));
        return new MailAccount(
                partition,
                new ViewCache(accountId, partition, views),
                new RecentMarks(accountId, recent),
                new KeyCache(accountId, partition, keys),
                () -> junkSorting);
    }

    /** From now on tells {@code listener} what people think of messages. */
    public void tellOfJunk(JunkSorting listener) {
        junkSorting = listener;
    }

    /** What administrators have written for everybody. */
    public ServerAnnotations serverAnnotations() {
        return new ServerAnnotations(this);
    }

    AccountPartition partition(Partition partition) {
        return new AccountPartition(store, writer, partition, clock);
    }

    /** Removes all mail of an account for good. No session may be in it. */
    public void drop(String accountId) {
        accounts.invalidate(accountId);
        store.drop(new Partition(PARTITION_KIND, accountId));
        views.asMap().keySet().removeIf(key -> key.account().equals(accountId));
        keys.asMap().keySet().removeIf(key -> key.account().equals(accountId));
        recent.asMap().keySet().removeIf(key -> key.account().equals(accountId));
    }

    /** Stores and scans a finished message; it becomes durable with the first commit that names it. */
    public PreparedMessage prepare(Spool message) throws IOException {
        BlobId blob = BlobId.ofSha256(message.finish());
        MessageIndex index;
        try (InputStream bytes = message.open()) {
            index = MessageIndex.scan(bytes);
        }
        String preview = Preview.of(index, (offset, length) -> piece(message, offset, length));
        store.blobs().put(blob, message::open, message.length());
        return new PreparedMessage(blob, index, preview);
    }

    /**
     * Scans a message whose bytes are in the store already.
     *
     * @throws IOException also if they are not
     */
    public PreparedMessage prepare(BlobId blob) throws IOException {
        MessageIndex index;
        try (InputStream bytes = bytes(blob, 0, Long.MAX_VALUE)) {
            index = MessageIndex.scan(bytes);
        }
        return new PreparedMessage(blob, index, Preview.of(index, (offset, length) -> bytes(blob, offset, length)));
    }

    /** The first bytes of a message that is prepared. */
    public byte[] beginning(PreparedMessage message, int most) throws IOException {
        try (InputStream bytes = bytes(message.blob(), 0, most)) {
            return bytes.readNBytes(most);
        }
    }

    private InputStream bytes(BlobId blob, long offset, long length) throws IOException {
        InputStream bytes = store.blobs().open(blob, offset, length);
        if (bytes == null) throw new IOException("the bytes of a message are not there: " + blob);
        return bytes;
    }

    /** A piece of a message, as small as a preview needs. */
    private static InputStream piece(Spool message, long offset, long length) throws IOException {
        try (InputStream bytes = message.open()) {
            bytes.skipNBytes(offset);
            return new ByteArrayInputStream(bytes.readNBytes(Math.toIntExact(length)));
        }
    }

    /**
     * What keeps the store from growing for ever.
     *
     * @param others names blobs that are needed elsewhere, such as by mail that is still on its way into an account
     */
    public Housekeeping housekeeping(Consumer<Consumer<BlobId>> others) {
        return new Housekeeping(store, writer, clock, others);
    }
}
