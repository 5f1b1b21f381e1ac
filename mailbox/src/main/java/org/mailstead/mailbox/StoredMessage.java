package org.mailstead.mailbox;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;
import org.mailstead.store.StoreFault;

/**
 * The unchanging part of a message, shared by all its copies in the account.
 *
 * @param thread the conversation it belongs to, the same for ever; a number that counts in this account only
 * @param preview its first words; null if it was stored before those were kept, see {@link MailAccount#preview}
 */
public record StoredMessage(
        long id,
        BlobId blob,
        MessageIndex index,
        long thread,
        @Nullable String preview) {

    /** @throws StoreFault if it has no record, or one that needs bytes which are not there */
    static StoredMessage read(AccountPartition partition, long id) {
        byte[] row = partition.rows().get(AccountKeys.message(id));
        if (row == null) throw new StoreFault("message " + id + " has no record");
        MessageRecord kept = MessageRecord.decode(row);
        MessageIndex index = index(partition, kept);
        // One from before threads were kept is a thread of its own.
        long thread = kept.thread() == 0 ? id : kept.thread();
        return new StoredMessage(id, kept.blob(), index, thread, kept.preview());
    }

    static MessageIndex index(AccountPartition partition, MessageRecord kept) {
        return MessageIndex.decode(kept.index()).orElseGet(() -> scan(partition, kept.blob()));
    }

    private static MessageIndex scan(AccountPartition partition, BlobId blob) {
        try (InputStream bytes = partition.blobs().open(blob)) {
            if (bytes == null) throw new StoreFault("blob " + blob + " is missing");
            return MessageIndex.scan(bytes);
        } catch (IOException failed) {
            throw new StoreFault("blob " + blob + " cannot be read", failed);
        }
    }
}
