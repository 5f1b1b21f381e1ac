package org.mailstead.mailbox;

import java.util.function.Consumer;

/** What happened in an account, or to the annotations of the server, in the order it happened. */
public final class Journal {
    private final AccountPartition partition;

    Journal(AccountPartition partition) {
        this.partition = partition;
    }

    /** The number of the last change. */
    public long version() {
        return partition.version();
    }

    /**
     * Reads what happened after the change {@code since} up to the last one, which costs as much as there was.
     *
     * @return the last change read; -1, with nothing read, if the journal no longer reaches back so far
     */
    public long read(long since, Consumer<JournalEntry> each) {
        long last = partition.version();
        if (last == since) return last;
        byte[] account = partition.rows().get(AccountKeys.ACCOUNT);
        if (account != null && AccountRow.decode(account).journalFrom() > since + 1) return -1;
        partition.rows().scan(AccountKeys.journal(since + 1, last), (_, row) -> {
            each.accept(JournalEntry.decode(row));
            return true;
        });
        return last;
    }
}
