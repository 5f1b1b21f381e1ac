package org.mailstead.mailbox;

import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * Counters of an account.
 *
 * @param nextMailbox id of the next mailbox
 * @param nextMessage id of the next message
 * @param lastUidValidity the highest UIDVALIDITY given out; a new one is higher, so that a name used again is noticed
 * @param journalFrom the first change the journal still tells of
 */
record AccountRow(int nextMailbox, long nextMessage, long lastUidValidity, long journalFrom) {
    private static final int FORMAT = 1;
    static final AccountRow NEW = new AccountRow(1, 1, 0, 1);

    AccountRow withNextMessage(long next) {
        return new AccountRow(nextMailbox, next, lastUidValidity, journalFrom);
    }

    AccountRow withMailbox(long uidValidity) {
        return new AccountRow(nextMailbox + 1, nextMessage, uidValidity, journalFrom);
    }

    AccountRow withJournalFrom(long change) {
        return new AccountRow(nextMailbox, nextMessage, lastUidValidity, change);
    }

    byte[] encode() {
        return new RowWriter()
                .varint(FORMAT)
                .varint(nextMailbox)
                .varint(nextMessage)
                .varint(lastUidValidity)
                .varint(journalFrom)
                .toBytes();
    }

    static AccountRow decode(byte[] row) {
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.varint(), "account");
        return new AccountRow((int) in.varint(), in.varint(), in.varint(), in.varint());
    }
}
