package org.mailstead.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;

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
        @Nullable String preview) {}
