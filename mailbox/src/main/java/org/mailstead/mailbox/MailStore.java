package org.mailstead.mailbox;

import java.io.IOException;
import java.time.Clock;
import org.mailstead.message.Spool;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;

/** All accounts' mail. */
public final class MailStore {
    public MailStore(PartitionStore store, PartitionWriter writer, Clock clock) {
        throw new UnsupportedOperationException(store + " " + clock);
    }

    /** The mail of one account. A new account gets INBOX, Drafts, Sent, Archive, Junk and Trash at first use. */
    public MailAccount account(String accountId) {
        throw new UnsupportedOperationException(accountId);
    }

    /** Stores and scans a finished message; it becomes durable with the first commit that names it. */
    public PreparedMessage prepare(Spool message) throws IOException {
        throw new UnsupportedOperationException();
    }
}
