package org.mailstead.mailbox;

import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * A message's place in a mailbox: what may differ between copies, and what listing a mailbox needs.
 *
 * @param flags bits of {@link FlagBits}, keywords by the table of its mailbox
 * @param change the change number under which this row was written
 * @param date INTERNALDATE in seconds since 1970
 */
record MessageRow(int uid, long flags, long change, long messageId, int bytes, long date) {
    private static final int FORMAT = 1;

    MessageRow withFlags(long newFlags, long newChange) {
        return new MessageRow(uid, newFlags, newChange, messageId, bytes, date);
    }

    MessageRow moved(int newUid, long newFlags, long newChange) {
        return new MessageRow(newUid, newFlags, newChange, messageId, bytes, date);
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
                .toBytes();
    }

    static MessageRow decode(int uid, byte[] row) {
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.varint(), "message");
        return new MessageRow(uid, in.varint(), in.varint(), in.varint(), (int) in.varint(), in.int64());
    }
}
