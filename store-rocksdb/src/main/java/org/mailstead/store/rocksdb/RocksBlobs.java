package org.mailstead.store.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;
import org.mailstead.store.VerifiedInput;
import org.rocksdb.RocksDBException;

/**
 * Blobs, cut into pieces. Every upload writes pieces of its own and only the header, written last, says which upload
 * counts: two uploads of one blob, or one with wrong bytes, cannot spoil each other. Nothing is synced here; the next
 * commit does it for everything written before.
 */
final class RocksBlobs implements BlobStore, AutoCloseable {
    /** Pieces written at a time, 1 MiB: so much of a blob is in memory while it is put. */
    private static final int PIECES_PER_WRITE = 4;

    /** Headers looked at, and blobs removed, at a time. */
    private static final int COLLECT_ROWS = 256;

    private static final int COLLECT_BYTES = 64 * 1024;

    private final LiveDatabase live;
    private final ReadThreads threads;
    private final Pieces pieces;
    private final Committer committer;
    private final InstantSource clock;
    private final AtomicLong nextUpload;

    /** @param firstUpload from here on numbers of uploads were never used before in this store */
    RocksBlobs(LiveDatabase live, ReadThreads threads, Committer committer, InstantSource clock, long firstUpload) {
        this.live = live;
        this.threads = threads;
        this.pieces = new Pieces(live, threads);
        this.committer = committer;
        this.clock = clock;
        this.nextUpload = new AtomicLong(firstUpload);
    }

    @Override
    public void put(BlobId id, Source source, long length) {
        if (length < 0) throw new IllegalArgumentException("blob length " + length);
        if (header(id) != null && committer.submit(group -> putAgain(group, id))) return;
        Upload upload = new Upload(id, length);
        try (InputStream in = new VerifiedInput(source.open(), id, length)) {
            upload.run(in);
        } catch (IOException e) {
            throw upload.failed(new StoreFault("cannot read what is to become blob " + id, e));
        } catch (RuntimeException e) {
            throw upload.failed(e);
        }
    }

    private boolean putAgain(Group group, BlobId id) throws RocksDBException {
        BlobHeader present = group.header(id);
        if (present == null) return false;
        group.putHeader(id, present.putAgain(clock.millis()));
        return true;
    }

    @Override
    public @Nullable InputStream open(BlobId id, long offset, long length) {
        if (offset < 0 || length < 0) throw new IllegalArgumentException("offset " + offset + ", length " + length);
        BlobHeader header = header(id);
        if (header == null) return null;
        long from = Math.min(offset, header.length());
        long end = from + Math.min(length, header.length() - from);
        return new BlobInput(pieces, id, header, from, end);
    }

    @Override
    public long length(BlobId id) {
        BlobHeader header = header(id);
        return header == null ? -1 : header.length();
    }

    private @Nullable BlobHeader header(BlobId id) {
        return live.use(database -> BlobHeader.of(database.get(Family.BLOBS, Keys.header(id))));
    }

    @Override
    public long collect(Instant before, Predicate<BlobId> unused) {
        long removed = 0;
        KeyRange left = Keys.HEADERS;
        while (true) {
            KeyRange range = left;
            List<Database.Row> rows = threads.call(() -> live.use(
                    database -> database.rows(Family.BLOBS, range, Rows.Order.ASCENDING, COLLECT_ROWS, COLLECT_BYTES)));
            if (rows.isEmpty()) return removed;
            List<Found> candidates = new ArrayList<>();
            for (Database.Row row : rows) {
                Found found = Found.of(row);
                if (found.header.lastPutMillis() < before.toEpochMilli() && unused.test(found.id)) {
                    candidates.add(found);
                }
            }
            if (!candidates.isEmpty()) removed += committer.submit(group -> remove(group, candidates));
            left = range.after(rows.getLast().key());
        }
    }

    /** Only those whose header is still the one that was looked at: a put since then has changed it. */
    private static long remove(Group group, List<Found> candidates) throws RocksDBException {
        long removed = 0;
        for (Found each : candidates) {
            if (!each.header.equals(group.header(each.id))) continue;
            group.removeBlob(each.id, each.header);
            removed++;
        }
        return removed;
    }

    private record Found(BlobId id, BlobHeader header) {
        static Found of(Database.Row row) {
            BlobHeader header = BlobHeader.of(row.value());
            if (header == null) throw new IllegalStateException("a row without a value");
            return new Found(Keys.blob(row.key()), header);
        }
    }

    /** Nothing may be read any more. */
    @Override
    public void close() {
        pieces.close();
    }

    /** One put on its way. */
    private final class Upload {
        private final BlobId id;
        private final long number = nextUpload.getAndIncrement();
        private final BlobHeader header;
        private int written;

        Upload(BlobId id, long length) {
            this.id = id;
            this.header = new BlobHeader(length, Piece.BYTES, number, clock.millis(), 1);
        }

        void run(InputStream in) throws IOException {
            List<byte[]> packed = new ArrayList<>();
            byte[] plain = in.readNBytes(Piece.BYTES);
            while (plain.length > 0) {
                packed.add(Piece.pack(plain));
                plain = in.readNBytes(Piece.BYTES);
                if (plain.length > 0 && packed.size() == PIECES_PER_WRITE) {
                    committer.submit(GroupWork.of(bytes(packed), group -> more(group, packed)));
                    written += packed.size();
                    packed.clear();
                }
            }
            // The end was read, so the source has verified length and hash.
            committer.submit(GroupWork.of(bytes(packed), group -> finish(group, packed)));
        }

        private boolean more(Group group, List<byte[]> packed) throws RocksDBException {
            group.requireRoomForBlobs();
            // Says after a crash that there are pieces without a header.
            if (written == 0) group.put(Family.META, Keys.upload(id, number), new byte[0]);
            putPieces(group, packed);
            return true;
        }

        private boolean finish(Group group, List<byte[]> packed) throws RocksDBException {
            boolean present = putAgain(group, id);
            if (present) {
                if (written > 0) removePieces(group);
            } else {
                group.requireRoomForBlobs();
                putPieces(group, packed);
                group.putHeader(id, header);
            }
            if (written > 0) group.delete(Family.META, Keys.upload(id, number));
            return true;
        }

        private void putPieces(Group group, List<byte[]> packed) throws RocksDBException {
            for (int i = 0; i < packed.size(); i++) {
                group.put(Family.BLOBS, Keys.piece(id, number, written + i), packed.get(i));
            }
        }

        private void removePieces(Group group) throws RocksDBException {
            // The whole range: a write that failed may still have left some.
            group.deleteRange(Family.BLOBS, Keys.piecesOfUpload(Keys.upload(id, number)));
        }

        RuntimeException failed(RuntimeException why) {
            if (written == 0) return why;
            try {
                committer.submit(group -> {
                    removePieces(group);
                    group.delete(Family.META, Keys.upload(id, number));
                    return true;
                });
            } catch (RuntimeException e) {
                // They are removed when the store is next opened.
                why.addSuppressed(e);
            }
            return why;
        }

        private static long bytes(List<byte[]> packed) {
            long bytes = 0;
            for (byte[] each : packed) bytes += each.length;
            return bytes;
        }
    }
}
