package org.mailstead.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is on its way to the peer: collects small writes, deflates if that was agreed, and bounds how long each takes. */
final class Outgoing {
    /** Many short answers in one record; larger writes pass it by. Given back while the peer is waited for. */
    private static final int BUFFER_BYTES = 8 * 1024;
    /** Pieces in which large writes are handed to the socket; each has the write limit to itself. */
    private static final int WRITE_PIECE = 32 * 1024;

    private static final byte[] NO_BYTES = {};

    private final Deadlines deadlines;
    private final Duration limit;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] buffer = NO_BYTES;
    private volatile int length;
    private OutputStream toPeer;
    private @Nullable DeflateWriter deflating;

    /** Whether bytes may lie in the deflater. */
    private volatile boolean inDeflater;

    /** @param limit for the peer to take one piece */
    Outgoing(OutputStream toPeer, Deadlines deadlines, Duration limit) {
        this.toPeer = toPeer;
        this.deadlines = deadlines;
        this.limit = limit;
    }

    /** From here on everything goes this way. */
    void through(OutputStream other) {
        toPeer = other;
    }

    /** From here on everything is deflated. */
    void deflate() throws IOException {
        lock.lock();
        try {
            flush();
            deflating = new DeflateWriter(toPeer);
        } finally {
            lock.unlock();
        }
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
        lock.lock();
        try {
            if (length + count > BUFFER_BYTES) drain();
            if (count >= BUFFER_BYTES) {
                for (int done = 0; done < count; done += WRITE_PIECE)
                    pass(bytes, offset + done, Math.min(WRITE_PIECE, count - done));
            } else {
                if (buffer.length == 0) buffer = new byte[BUFFER_BYTES];
                int filled = length;
                System.arraycopy(bytes, offset, buffer, filled, count);
                length = filled + count;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Everything written so far is on its way, in a form the peer can read. */
    void flush() throws IOException {
        lock.lock();
        try {
            drain();
            DeflateWriter deflater = deflating;
            if (deflater == null || !inDeflater) return;
            inDeflater = false;
            bounded(deflater::flush);
        } finally {
            lock.unlock();
        }
    }

    /** Empties the buffer, not the deflater: each flush of that costs some bytes. */
    private void drain() throws IOException {
        int count = length;
        length = 0;
        if (count > 0) pass(buffer, 0, count);
    }

    void flushBeforeWaiting() throws IOException {
        if (length > 0 || inDeflater) flush();
        // Whoever holds the lock is writing and needs the buffer.
        if (buffer.length == 0 || !lock.tryLock()) return;
        try {
            if (length == 0) buffer = NO_BYTES;
        } finally {
            lock.unlock();
        }
    }

    private void pass(byte[] bytes, int offset, int count) throws IOException {
        DeflateWriter deflater = deflating;
        if (deflater == null) {
            bounded(() -> toPeer.write(bytes, offset, count));
        } else {
            inDeflater = true;
            bounded(() -> deflater.write(bytes, offset, count));
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** Blocking writes have no time-out of their own. */
    private void bounded(Writing writing) throws IOException {
        deadlines.writeEndsWithin(limit);
        try {
            writing.run();
        } catch (IOException e) {
            if (deadlines.hasCut()) throw new PeerTimedOut("the peer did not take what was sent to it");
            throw e;
        } finally {
            deadlines.writeEnded();
        }
    }

    /** Flushes and then runs {@code last}, if nobody else writes for longer than {@code patience}. */
    void finish(Duration patience, Last last) throws IOException, InterruptedException {
        if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) return;
        try {
            lastWords();
            last.run();
        } finally {
            lock.unlock();
        }
    }

    /** Without a limit of its own: closing has one. */
    private void lastWords() throws IOException {
        int count = length;
        length = 0;
        DeflateWriter deflater = deflating;
        if (deflater == null) {
            if (count > 0) toPeer.write(buffer, 0, count);
        } else {
            if (count > 0) deflater.write(buffer, 0, count);
            deflater.end();
        }
    }

    /** What is done when nothing more will be written. */
    interface Last {
        void run() throws IOException;
    }
}
