package org.mailstead.imap;

import org.mailstead.mailbox.Mailbox;

/** A mailbox that a client may see, as it was when it was asked for. */
record Reachable(Located located, Mailbox mailbox) {}
