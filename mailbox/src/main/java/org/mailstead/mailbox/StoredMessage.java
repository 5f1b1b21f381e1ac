package org.mailstead.mailbox;

import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;

/** The unchanging part of a message, shared by all its copies in the account. */
public record StoredMessage(long id, BlobId blob, MessageIndex index) {}
