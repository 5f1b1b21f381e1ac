package org.mailstead.mailbox;

import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;

/** A message whose bytes are in the blob store and which is scanned, ready to be appended to any number of mailboxes. */
public record PreparedMessage(BlobId blob, MessageIndex index) {}
