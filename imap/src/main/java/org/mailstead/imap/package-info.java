/**
 * IMAP4rev1 and extensions, from the server's side. RFC 3501.
 *
 * <p>Three rings: {@link org.mailstead.imap.ImapReader} and {@link org.mailstead.imap.ImapWriter} know the grammar and no
 * session; {@link org.mailstead.imap.ImapSession} holds the state and knows no storage; each command is one file that
 * reads its arguments, says by its type when it is allowed, and acts on {@code mailbox}.
 *
 * <p>Invariant: sequence numbers are those of the last {@link org.mailstead.mailbox.MailboxView} the client was told of.
 * Only {@link org.mailstead.imap.OpenMailbox#sync} changes that view, and it writes what it changes.
 */
@NullMarked
package org.mailstead.imap;

import org.jspecify.annotations.NullMarked;
