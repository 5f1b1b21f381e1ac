package org.mailstead.imap;

import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.Rights;

/**
 * A mailbox that a client may see, as it was when it was asked for.
 *
 * @param rights what the client may do with it; to see it is among them
 */
record Reachable(Located located, Mailbox mailbox, Rights rights) {}
