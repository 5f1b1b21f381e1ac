package org.mailstead.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.BlobId;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * The unchanging part of a message as it is kept.
 *
 * @param thread 0 if the record is from before threads were kept
 * @param preview null if the record is from before previews were kept
 * @param index as {@link MessageIndex#encode} made it
 */
record MessageRecord(BlobId blob, long thread, @Nullable String preview, byte[] index) {
    /** Value of a link whose message is in the mailbox. */
    static final byte[] LIVE = {1};

    /** Value of a link whose message was expunged and can still be brought back. */
    static final byte[] EXPUNGED = {0};

    /** Blob and index with nothing between them and no lengths. */
    private static final byte BARE = 1;

    private static final byte FORMAT = 2;

    /** The index is left out, by its own contract, when it is too large for a row; it is then made again when needed. */
    static byte[] encode(PreparedMessage message, long thread) {
        return new RowWriter()
                .u8(FORMAT)
                .bytes(message.blob().bytes())
                .varint(thread)
                .string(message.preview())
                .bytes(message.index().encode())
                .toBytes();
    }

    static MessageRecord decode(byte[] row) {
        if (row.length > 0 && row[0] == BARE) return bare(row);
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.u8(), "message record");
        return new MessageRecord(blob(in.bytes()), in.varint(), in.string(), in.bytes());
    }

    /** A damaged row must be a fault of this message: whoever reads many goes on with the others. */
    private static BlobId blob(byte[] sha256) {
        if (sha256.length != BlobId.BYTES)
            throw new StoreFault("message record with a hash of " + sha256.length + " bytes");
        return BlobId.ofSha256(sha256);
    }

    private static MessageRecord bare(byte[] row) {
        int blobEnd = 1 + BlobId.BYTES;
        if (row.length < blobEnd) throw new StoreFault("message record of " + row.length + " bytes");
        byte[] blob = java.util.Arrays.copyOfRange(row, 1, blobEnd);
        byte[] index = java.util.Arrays.copyOfRange(row, blobEnd, row.length);
        return new MessageRecord(BlobId.ofSha256(blob), 0, null, index);
    }
}
