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

    private long start;
    private long complete;
    private long completeBefore;
    private int terminator;
    private int terminatorBefore;
    private byte[] text = new byte[MessageLimits.BOUNDARY_LINE_BYTES];
    private int textLength;

    LineScanner(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line, keeping up to {@code keep} bytes of it; false at the end of input. */
    boolean next(int keep) throws IOException {
        start = consumed;
        completeBefore = complete;
        terminatorBefore = terminator;
        terminator = 0;
        textLength = 0;
        byte last = 0;
        while (at < limit || fill()) {
            int from = at;
            boolean ended = toLineEnd();
            keep(from, keep);
            consumed += at - from;
            if (ended) {
                complete++;
                byte beforeEnd = at - from >= 2 ? buffer[at - 2] : last;
                terminator = beforeEnd == '\r' ? 2 : 1;
                return true;
            }
            last = buffer[at - 1];
        }
        return consumed > start;
    }

    /** Goes on to the next line that begins with two dashes, as delimiters do; false if there is none. */
    boolean nextDashed() throws IOException {
        while (next(MessageLimits.BOUNDARY_LINE_BYTES)) {
            if (textLength >= 2 && text[0] == '-' && text[1] == '-') return true;
            passUndashed();
        }
        return false;
    }

    /** The lines in the buffer that begin with something else: seen only as line ends, since they are most of a message. */
    private void passUndashed() {
        while (at < limit && buffer[at] != '-' && terminator > 0) {
            int from = at;
            if (!toLineEnd()) {
                at = from;
                return;
            }
            consumed += at - from;
            complete++;
            terminator = at - from >= 2 && buffer[at - 2] == '\r' ? 2 : 1;
        }
    }

    /** Moves behind the next LF, or to the end of the buffer and false. */
    private boolean toLineEnd() {
        byte[] bytes = buffer;
        int end = limit;
        int i = at;
        while (i < end && bytes[i] != '\n') i++;
        at = i < end ? i + 1 : end;
        return i < end;
    }

    private void keep(int from, int keep) {
        int kept = Math.min(at - from, keep - textLength);
        if (kept <= 0) return;
        if (text.length < textLength + kept) text = Arrays.copyOf(text, Math.max(textLength + kept, text.length * 2));
        System.arraycopy(buffer, from, text, textLength, kept);
        textLength += kept;
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
        return consumed;
    }

    /** Bytes of the line end before the line: 0, 1 or 2. */
    int terminatorBefore() {
        return terminatorBefore;
    }

    /** Whether the line is nothing but its end. */
    boolean isBlank() {
        return textLength == end() - start && HeaderBlock.isBlank(text, 0, textLength);
    }

    /** Line ends read so far. */
    long lineEnds() {
        return complete;
    }

    /** Line ends before the line. */
    long lineEndsBefore() {
        return completeBefore;
    }

    byte[] text() {
        return text;
    }

    int textLength() {
        return textLength;
    }
}
