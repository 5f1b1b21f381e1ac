package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream line by line, telling where each line lies and keeping as much of it as the caller asks for. A line ends
 * at LF; a CR before it belongs to the line end.
 */
final class LineScanner {
    private final InputStream in;
    private final byte[] buffer = new byte[32 * 1024];
    private int at;
    private int limit;
    private long consumed;
    private long complete;

    private long start;
    private long end;
    private byte[] text = new byte[256];
    private int textLength;
    private boolean terminated;
    private int lastByte;
    private int beforeLast;

    LineScanner(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line, keeping up to {@code keep} bytes of it; false at the end of input. */
    boolean next(int keep) throws IOException {
        start = consumed;
        textLength = 0;
        terminated = false;
        lastByte = -1;
        beforeLast = -1;
        while (!terminated && (at < limit || fill())) take(keep);
        end = consumed;
        if (terminated) complete++;
        return end > start;
    }

    private void take(int keep) {
        int stop = at;
        while (stop < limit && buffer[stop] != '\n') stop++;
        terminated = stop < limit;
        int upTo = terminated ? stop + 1 : stop;
        int kept = Math.min(upTo - at, keep - textLength);
        if (kept > 0) {
            if (text.length < textLength + kept)
                text = Arrays.copyOf(text, Math.max(textLength + kept, text.length * 2));
            System.arraycopy(buffer, at, text, textLength, kept);
            textLength += kept;
        }
        if (upTo - at >= 2) beforeLast = buffer[upTo - 2];
        else if (upTo - at == 1) beforeLast = lastByte;
        if (upTo > at) lastByte = buffer[upTo - 1];
        consumed += upTo - at;
        at = upTo;
    }

    private boolean fill() throws IOException {
        at = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    /** Offset of the line's first byte. */
    long start() {
        return start;
    }

    /** Offset behind the line end. */
    long end() {
        return end;
    }

    /** Bytes of the line's end: 0, 1 or 2. */
    int terminator() {
        return !terminated ? 0 : beforeLast == '\r' ? 2 : 1;
    }

    boolean isEmpty() {
        return end - start == terminator();
    }

    /** Complete lines read so far. */
    long lines() {
        return complete;
    }

    byte[] text() {
        return text;
    }

    int textLength() {
        return textLength;
    }
}
