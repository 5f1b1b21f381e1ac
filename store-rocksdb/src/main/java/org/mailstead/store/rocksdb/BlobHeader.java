package org.mailstead.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.mailstead.store.RowFormatException;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What is known of a blob; where it is, the blob is whole.
 *
 * @param length bytes
 * @param pieceBytes bytes in each piece but the last
 * @param upload which upload the pieces belong to
 * @param lastPutMillis when it was last put
 * @param puts how often it was put: two puts in one millisecond are told apart by it
 */
record BlobHeader(long length, int pieceBytes, long upload, long lastPutMillis, long puts) {
    /** Far above any piece size used; keeps a damaged header from asking for all memory. */
    private static final int LARGEST_PIECE_BYTES = 16 * 1024 * 1024;

    BlobHeader {
        boolean sound = length >= 0
                && pieceBytes > 0
                && pieceBytes <= LARGEST_PIECE_BYTES
                && length / pieceBytes < Integer.MAX_VALUE;
        if (!sound) throw new RowFormatException("a blob of %d bytes in pieces of %d".formatted(length, pieceBytes));
    }

    static @Nullable BlobHeader of(byte @Nullable [] row) {
        if (row == null) return null;
        RowReader in = new RowReader(row);
        BlobHeader header = new BlobHeader(in.varint(), in.count(), in.int64(), in.int64(), in.varint());
        in.end();
        return header;
    }

    byte[] toBytes() {
        return new RowWriter()
                .varint(length)
                .varint(pieceBytes)
                .int64(upload)
                .int64(lastPutMillis)
                .varint(puts)
                .toBytes();
    }

    BlobHeader putAgain(long nowMillis) {
        return new BlobHeader(length, pieceBytes, upload, Math.max(lastPutMillis, nowMillis), puts + 1);
    }

    int pieces() {
        return Math.toIntExact((length + pieceBytes - 1) / pieceBytes);
    }

    /** Bytes in the {@code number}-th piece. */
    int pieceLength(int number) {
        return (int) Math.min(pieceBytes, length - (long) number * pieceBytes);
    }
}
