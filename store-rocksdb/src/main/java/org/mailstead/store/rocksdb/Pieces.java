package org.mailstead.store.rocksdb;

import org.mailstead.store.BlobId;
import org.mailstead.store.StoreFault;

/** Reads pieces of blobs. */
final class Pieces implements AutoCloseable {
    private final LiveDatabase live;
    private final ReadThreads threads;
    private final Unpacker unpacker = new Unpacker();

    Pieces(LiveDatabase live, ReadThreads threads) {
        this.live = live;
        this.threads = threads;
    }

    /** The {@code number}-th piece of a blob, counted from 0. */
    byte[] read(BlobId id, BlobHeader header, int number) {
        var what = new Name(number + 1, header.pieces(), id);
        byte[] key = Keys.piece(id, header.upload(), number);
        return threads.call(() -> {
            byte[] packed = live.use(database -> database.get(Family.BLOBS, key));
            if (packed == null) throw new StoreFault(what + " is missing");
            return Piece.unpack(packed, header.pieceLength(number), what, unpacker);
        });
    }

    /** Nothing may be read any more. */
    @Override
    public void close() {
        unpacker.close();
    }

    /** What a fault says is wrong; put into words only then, since a search reads a piece of each message. */
    private record Name(int number, int pieces, BlobId blob) {
        @Override
        public String toString() {
            return "piece %d of %d of blob %s".formatted(number, pieces, blob);
        }
    }
}
