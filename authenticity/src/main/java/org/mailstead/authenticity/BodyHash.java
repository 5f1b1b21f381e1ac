package org.mailstead.authenticity;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a body as a signature sees it, from pieces of any size. Keeps counters, never lines: empty lines at the end are
 * dropped, which cannot be known before the end, and there may be gigabytes of them. RFC 6376 §3.4.3, §3.4.4, §3.7.
 */
final class BodyHash {
    private static final byte[] CRLF = {'\r', '\n'};

    private final boolean relaxed;
    private final long limit;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] buffer = new byte[4096];
    private int buffered;

    /** Bytes of the body in its canonical form so far, those behind the limit counted too. */
    private long length;

    /** Line ends not yet written: they may be the last ones. */
    private long lineEnds;

    private byte @Nullable [] finished;
    private boolean blank;
    private boolean carriageReturn;

    /** @param limit bytes of the canonical form that are hashed, the tag {@code l} of a signature; -1 for all */
    BodyHash(Canonicalization canonicalization, long limit) {
        this.relaxed = canonicalization == Canonicalization.RELAXED;
        this.limit = limit < 0 ? Long.MAX_VALUE : limit;
    }

    void update(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            byte c = bytes[i];
            if (carriageReturn) {
                carriageReturn = false;
                if (c == '\n') {
                    endLine();
                    continue;
                }
                text((byte) '\r');
            }
            if (c == '\r') carriageReturn = true;
            else if (relaxed && (c == ' ' || c == '\t')) blank = true;
            else text(c);
        }
    }

    private void endLine() {
        // White space at the end of a line is dropped.
        blank = false;
        lineEnds++;
    }

    private void text(byte c) {
        while (lineEnds > 0) {
            lineEnds--;
            put(CRLF[0]);
            put(CRLF[1]);
        }
        if (blank) put((byte) ' ');
        blank = false;
        put(c);
    }

    private void put(byte c) {
        if (length++ >= limit) return;
        if (buffered == buffer.length) flush();
        buffer[buffered++] = c;
    }

    private void flush() {
        digest.update(buffer, 0, buffered);
        buffered = 0;
    }

    /** Ends the body; the same hash again if asked again. */
    byte[] finish() {
        if (finished != null) return finished;
        if (carriageReturn) text((byte) '\r');
        // One line end stands at the end of any text, and in "simple" even of none.
        boolean ends = length > 0 || !relaxed;
        lineEnds = 0;
        blank = false;
        if (ends) {
            put(CRLF[0]);
            put(CRLF[1]);
        }
        flush();
        finished = digest.digest();
        return finished;
    }

    /** After {@link #finish}: bytes of the body that the signature does not cover. */
    long unsigned() {
        return Math.max(0, length - limit);
    }

    /** After {@link #finish}: whether the signature covers more bytes than there are. */
    boolean isShort() {
        return limit != Long.MAX_VALUE && length < limit;
    }
}
