/**
 * Mailboxes and the messages in them: one {@link org.mailstead.mailbox.MailAccount} per account, over one partition.
 *
 * <p>Every change has a number, the partition's version, which is the IMAP MODSEQ as well. Readers hold an immutable
 * {@link org.mailstead.mailbox.MailboxView} and learn what happened by comparing two of them; nobody keeps event
 * queues. Neighbours: {@code store} and {@code message} below; {@code imap}, {@code pop3} and {@code inbound} above.
 */
@NullMarked
package org.mailstead.mailbox;

import org.jspecify.annotations.NullMarked;
