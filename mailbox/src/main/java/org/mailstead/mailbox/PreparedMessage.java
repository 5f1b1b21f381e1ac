package org.mailstead.mailbox;

import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;

/**
 * A message whose bytes are in the blob store and which is scanned, ready to be appended to any number of mailboxes.
 *
 * @param preview its first words, see {@link org.mailstead.message.Preview}
 */
public record PreparedMessage(BlobId blob, MessageIndex index, String preview) {}
