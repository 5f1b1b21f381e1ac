package org.mailstead.store.rocksdb;

import java.io.InputStream;
import java.util.Objects;
import org.mailstead.store.BlobId;
import org.mailstead.store.StoreFault;

/** A range of a blob, read piece by piece; only one piece is in memory. */
final class BlobInput extends InputStream {
    private final LiveDatabase live;
    private final ReadThreads threads;
    private final BlobId id;
    private final BlobHeader header;
    private final long end;
    private long at;
    private byte[] piece = {};
    private int number = -1;

    BlobInput(LiveDatabase live, ReadThreads threads, BlobId id, BlobHeader header, long from, long end) {
        this.live = live;
        this.threads = threads;
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
        var what = new Name(wanted + 1, header.pieces(), id);
        byte[] key = Keys.piece(id, header.upload(), wanted);
        byte[] packed = threads.call(() -> {
            byte[] found = live.use(database -> database.get(Family.BLOBS, key));
            if (found == null) throw new StoreFault(what + " is missing");
            return found;
        });
        piece = Piece.unpack(packed, header.pieceLength(wanted), what);
        number = wanted;
    }

    /** What a fault says is wrong; put into words only then, since a search reads a piece of each message. */
    private record Name(int number, int pieces, BlobId blob) {
        @Override
        public String toString() {
            return "piece %d of %d of blob %s".formatted(number, pieces, blob);
        }
    }
}
