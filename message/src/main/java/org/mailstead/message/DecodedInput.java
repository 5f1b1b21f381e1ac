package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Bytes made from encoded ones as they are read, with a look at what comes next. */
abstract class DecodedInput extends InputStream {
    private static final int BUFFER_BYTES = 8 * 1024;

    /** As far as {@link #peek} can look. */
    static final int FURTHEST = 512;

    private final InputStream encoded;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int limit;
    private boolean ended;

    DecodedInput(InputStream encoded) {
        this.encoded = encoded;
    }

    /** The next decoded byte; -1 at the end. */
    abstract int decoded() throws IOException;

    /** The next encoded byte; -1 at the end. */
    final int next() throws IOException {
        int b = peek(0);
        if (b >= 0) at++;
        return b;
    }

    /** The encoded byte {@code ahead} of the next, up to {@link #FURTHEST}; -1 behind the end. */
    final int peek(int ahead) throws IOException {
        while (at + ahead >= limit && !ended) fill();
        return at + ahead < limit ? buffer[at + ahead] & 0xff : -1;
    }

    final void skip(int count) throws IOException {
        for (int i = 0; i < count && next() >= 0; i++) {
            // Only past them.
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, limit - at);
        limit -= at;
        at = 0;
        int count = encoded.read(buffer, limit, buffer.length - limit);
        if (count < 0) ended = true;
        else limit += count;
    }

    @Override
    public int read() throws IOException {
        return decoded();
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        int done = 0;
        while (done < count) {
            int b = decoded();
            if (b < 0) break;
            into[offset + done++] = (byte) b;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    @Override
    public void close() throws IOException {
        encoded.close();
    }
}
