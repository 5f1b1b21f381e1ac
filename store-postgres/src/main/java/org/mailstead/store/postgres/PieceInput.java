package org.mailstead.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A blob that is read piece by piece; one piece is held. */
final class PieceInput extends InputStream {
    /** Gives the piece of that number. */
    @FunctionalInterface
    interface Pieces {
        byte[] get(int n) throws IOException;
    }

    private final Pieces pieces;
    private final long end;
    private long at;
    private byte[] held = new byte[0];
    private int number = -1;

    PieceInput(Pieces pieces, long from, long end) {
        this.pieces = pieces;
        this.at = from;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) return 0;
        if (at >= end) return -1;
        int wanted = (int) (at / PostgresBlobs.PIECE_BYTES);
        if (wanted != number) {
            held = pieces.get(wanted);
            number = wanted;
        }
        int from = (int) (at % PostgresBlobs.PIECE_BYTES);
        int got = (int) Math.min(Math.min(count, held.length - from), end - at);
        if (got <= 0) throw new IOException("a piece of a blob is shorter than it was");
        System.arraycopy(held, from, into, offset, got);
        at += got;
        return got;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, Math.max(0, end - at));
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return 0;
    }
}
