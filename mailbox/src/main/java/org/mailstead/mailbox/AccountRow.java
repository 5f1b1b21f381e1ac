package org.mailstead.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * Counters of an account.
 *
 * @param nextMailbox id of the next mailbox
 * @param nextMessage id of the next message
 * @param lastUidValidity the highest UIDVALIDITY given out; a new one is higher, so that a name used again is noticed
 * @param journalFrom the first change the journal still tells of
 * @param quota how much the account may hold
 * @param used how much it holds; null if it was not counted yet
 */
record AccountRow(
        int nextMailbox,
        long nextMessage,
        long lastUidValidity,
        long journalFrom,
        Quota quota,
        Quota.@Nullable Usage used) {
    /** Before it, rows did not count what the account holds. */
    private static final int UNCOUNTED = 1;

    private static final int FORMAT = 2;
    static final AccountRow NEW = new AccountRow(1, 1, 0, 1, Quota.NONE, new Quota.Usage(0, 0, 0));

    AccountRow withNextMessage(long next) {
        return new AccountRow(nextMailbox, next, lastUidValidity, journalFrom, quota, used);
    }

    AccountRow withMailbox(long uidValidity) {
        return new AccountRow(nextMailbox + 1, nextMessage, uidValidity, journalFrom, quota, used);
    }

    AccountRow withJournalFrom(long change) {
        return new AccountRow(nextMailbox, nextMessage, lastUidValidity, change, quota, used);
    }

    AccountRow withQuota(Quota newQuota) {
        return new AccountRow(nextMailbox, nextMessage, lastUidValidity, journalFrom, newQuota, used);
    }

    AccountRow withUsed(Quota.Usage newUsed) {
        return new AccountRow(nextMailbox, nextMessage, lastUidValidity, journalFrom, quota, newUsed);
    }

    byte[] encode() {
        var out = new RowWriter()
                .varint(FORMAT)
                .varint(nextMailbox)
                .varint(nextMessage)
                .varint(lastUidValidity)
                .varint(journalFrom)
                .varint(quota.storage())
                .varint(quota.messages())
                .varint(quota.mailboxes())
                .varint(used == null ? 0 : 1);
        if (used != null) out.varint(used.storage()).varint(used.messages()).varint(used.mailboxes());
        return out.toBytes();
    }

    static AccountRow decode(byte[] row) {
        var in = new RowReader(row);
        long format = in.varint();
        if (format != UNCOUNTED) Formats.expect(FORMAT, format, "account");
        int nextMailbox = (int) in.varint();
        long nextMessage = in.varint();
        long lastUidValidity = in.varint();
        long journalFrom = in.varint();
        if (format == UNCOUNTED) {
            return new AccountRow(nextMailbox, nextMessage, lastUidValidity, journalFrom, Quota.NONE, null);
        }
        long storage = in.varint();
        long messages = in.varint();
        long mailboxes = in.varint();
        if (storage < 0 || messages < 0 || mailboxes < 0) throw new StoreFault("account row with a limit below 0");
        var quota = new Quota(storage, messages, mailboxes);
        Quota.Usage used = in.varint() == 0 ? null : new Quota.Usage(in.varint(), in.varint(), in.varint());
        return new AccountRow(nextMailbox, nextMessage, lastUidValidity, journalFrom, quota, used);
    }
}
