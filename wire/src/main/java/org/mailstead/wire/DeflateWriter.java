package org.mailstead.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates what goes to a peer, raw and without a header (RFC 1951 §3.2). Each {@link #flush} ends on a byte, so that the
 * peer can read all that was written before it; without it, answers would lie in the deflater.
 *
 * <p>zlib's deflater takes 256 KB, too much for a connection that idles for hours: it is borrowed at the first write and
 * given back at the flush, and the next one is told the last bytes that were sent, to find repetitions in. The peer
 * cannot see the difference, but for somewhat less compression across flushes.
 */
final class DeflateWriter {
    /**
     * On answers of IMAP (headers, flags, envelopes, text), level 3 gets to within a few percent of the size level 6 does,
     * in half the time; the ones below win little more time. See the figures in {@code bench}.
     */
    private static final int LEVEL = 3;

    /** Enough for the words that come again in each answer; every compressed connection holds so much. */
    private static final int HISTORY = 2 * 1024;

    /** As many as can be busy at once without making new ones; together 4 MB. */
    private static final int SPARE_DEFLATERS = 16;

    /** One TLS record. */
    private static final int PIECE = 16 * 1024;

    private static final ArrayBlockingQueue<Deflater> SPARE = new ArrayBlockingQueue<>(SPARE_DEFLATERS);

    private final OutputStream to;
    private final byte[] history = new byte[HISTORY];
    private int remembered;
    private @Nullable Deflater borrowed;
    private byte[] piece = {};

    DeflateWriter(OutputStream to) {
        this.to = to;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        Deflater deflater = borrow();
        deflater.setInput(bytes, offset, length);
        while (!deflater.needsInput()) passOn(deflater, Deflater.NO_FLUSH);
        remember(bytes, offset, length);
    }

    void flush() throws IOException {
        Deflater deflater = borrowed;
        if (deflater == null) return;
        while (passOn(deflater, Deflater.SYNC_FLUSH) == piece.length) {}
        giveBack(deflater);
    }

    /** Marks the end of the stream, as a peer's decoder wants to see it. */
    void end() throws IOException {
        Deflater deflater = borrow();
        deflater.finish();
        while (!deflater.finished()) passOn(deflater, Deflater.NO_FLUSH);
        giveBack(deflater);
    }

    private int passOn(Deflater deflater, int flush) throws IOException {
        if (piece.length == 0) piece = new byte[PIECE];
        int count = deflater.deflate(piece, 0, piece.length, flush);
        try {
            if (count > 0) to.write(piece, 0, count);
        } catch (IOException e) {
            // The peer's stream is broken for good, whatever follows.
            giveBack(deflater);
            throw e;
        }
        return count;
    }

    private Deflater borrow() {
        Deflater deflater = borrowed;
        if (deflater != null) return deflater;
        deflater = SPARE.poll();
        if (deflater == null) deflater = new Deflater(LEVEL, true);
        if (remembered > 0) deflater.setDictionary(history, 0, remembered);
        borrowed = deflater;
        return deflater;
    }

    private void giveBack(Deflater deflater) {
        borrowed = null;
        piece = new byte[0];
        deflater.reset();
        if (!SPARE.offer(deflater)) deflater.end();
    }

    private void remember(byte[] bytes, int offset, int length) {
        int kept = Math.clamp(HISTORY - length, 0, remembered);
        System.arraycopy(history, remembered - kept, history, 0, kept);
        int added = Math.min(length, HISTORY);
        System.arraycopy(bytes, offset + length - added, history, kept, added);
        remembered = kept + added;
    }
}
