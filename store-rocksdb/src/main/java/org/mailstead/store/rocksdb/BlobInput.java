package org.mailstead.store.rocksdb;

import java.io.InputStream;
import java.util.Objects;
import org.mailstead.store.BlobId;

/** A range of a blob, read piece by piece; only one piece is in memory. */
final class BlobInput extends InputStream {
    private final Pieces pieces;
    private final BlobId id;
    private final BlobHeader header;
    private final long end;
    private long at;
    private byte[] piece = {};
    private int number = -1;

    BlobInput(Pieces pieces, BlobId id, BlobHeader header, long from, long end) {
        this.pieces = pieces;
        this.id = id;
        this.header = header;
        this.at = from;
        this.end = end;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) return 0;
        if (at >= end) return -1;
        int wanted = (int) (at / header.pieceBytes());
        if (wanted != number) fetch(wanted);
        int from = (int) (at - (long) number * header.pieceBytes());
        int got = (int) Math.min(Math.min(count, piece.length - from), end - at);
        System.arraycopy(piece, from, into, offset, got);
        at += got;
        return got;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - at));
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        if (number < 0 || at >= end) return 0;
        long inPiece = (long) number * header.pieceBytes() + piece.length - at;
        return (int) Math.max(0, Math.min(inPiece, end - at));
    }

    private void fetch(int wanted) {
        piece = pieces.read(id, header, wanted);
        number = wanted;
    }
}
