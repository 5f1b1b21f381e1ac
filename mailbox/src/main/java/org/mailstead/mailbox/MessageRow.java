package org.mailstead.mailbox;

import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * A message's place in a mailbox: what may differ between copies, and what listing a mailbox needs.
 *
 * @param flags bits of {@link FlagBits}, keywords by the table of its mailbox
 * @param change the change number under which this row was written
 * @param date INTERNALDATE in seconds since 1970
 * @param saved when it came into this mailbox, in seconds since 1970
 */
record MessageRow(int uid, long flags, long change, long messageId, int bytes, long date, long saved) {
    /** Before it, rows did not say when they were saved; such a message counts as saved on its internal date. */
    private static final int UNSAVED = 1;

    private static final int FORMAT = 2;

    MessageRow withFlags(long newFlags, long newChange) {
        return new MessageRow(uid, newFlags, newChange, messageId, bytes, date, saved);
    }

    /** The UID is in the key. */
    byte[] encode() {
        return new RowWriter()
                .varint(FORMAT)
                .varint(flags)
                .varint(change)
                .varint(messageId)
                .varint(bytes)
                .int64(date)
                .int64(saved)
                .toBytes();
    }

    static MessageRow decode(int uid, byte[] row) {
        var in = new RowReader(row);
        long format = in.varint();
        if (format != UNSAVED) Formats.expect(FORMAT, format, "message");
        long flags = in.varint();
        long change = in.varint();
        long messageId = in.varint();
        int bytes = (int) in.varint();
        long date = in.int64();
        return new MessageRow(uid, flags, change, messageId, bytes, date, format == UNSAVED ? date : in.int64());
    }
}
