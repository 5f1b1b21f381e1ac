package org.mailstead.mailbox;

import java.util.Arrays;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;
import org.mailstead.store.StoreFault;

/** How the unchanging part of a message is kept: a format number, the name of its blob, its index. */
final class MessageRecord {
    /** Value of a link whose message is in the mailbox. */
    static final byte[] LIVE = {1};

    /** Value of a link whose message was expunged and can still be brought back. */
    static final byte[] EXPUNGED = {0};

    private static final byte FORMAT = 1;

    private MessageRecord() {}

    /** The index is left out, by its own contract, when it is too large for a row; it is then made again when needed. */
    static byte[] encode(PreparedMessage message) {
        byte[] index = message.index().encode();
        byte[] row = new byte[1 + BlobId.BYTES + index.length];
        row[0] = FORMAT;
        System.arraycopy(message.blob().bytes(), 0, row, 1, BlobId.BYTES);
        System.arraycopy(index, 0, row, 1 + BlobId.BYTES, index.length);
        return row;
    }

    static BlobId blob(byte[] row) {
        if (row.length < 1 + BlobId.BYTES) throw new StoreFault("message record of " + row.length + " bytes");
        Formats.expect(FORMAT, row[0], "message record");
        return BlobId.ofSha256(Arrays.copyOfRange(row, 1, 1 + BlobId.BYTES));
    }

    static java.util.Optional<MessageIndex> index(byte[] row) {
        return MessageIndex.decode(Arrays.copyOfRange(row, 1 + BlobId.BYTES, row.length));
    }
}
