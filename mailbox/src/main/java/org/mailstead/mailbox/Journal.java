package org.mailstead.mailbox;

import java.util.Optional;
import java.util.function.Consumer;
import org.mailstead.store.RowReader;

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

    /** Reads all that is still told, the oldest first. */
    public void readAll(Consumer<JournalEntry> each) {
        partition.rows().scan(AccountKeys.journal(1, partition.version()), (_, row) -> {
            each.accept(JournalEntry.decode(row));
            return true;
        });
    }

    /**
     * What went from a mailbox after the change {@code since}; empty if the log no longer reaches back so far. RFC 7162
     * §3.2.5.
     */
    public Optional<UidSet> vanishedSince(MailboxId mailbox, long since) {
        byte[] account = partition.rows().get(AccountKeys.ACCOUNT);
        if (account == null || AccountRow.decode(account).journalFrom() > since + 1) return Optional.empty();
        var gone = new UidSet.Builder();
        partition.rows().scan(AccountKeys.vanished(mailbox, since), (_, row) -> {
            gone.addAll(UidSet.read(new RowReader(row)));
            return true;
        });
        return Optional.of(gone.build());
    }
}
