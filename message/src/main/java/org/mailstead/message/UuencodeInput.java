package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;

/** What uuencode writes, from its line "begin" to its line "end"; nothing if there is no "begin". IEEE 1003.1. */
final class UuencodeInput extends DecodedInput {
    private static final byte[] BEGIN = {'b', 'e', 'g', 'i', 'n', ' '};

    /** Bytes of a line: 45 as a rule; its length is one character, hence no more than this. */
    private final byte[] line = new byte[64];

    private int at;
    private int length;
    private boolean begun;
    private boolean ended;

    UuencodeInput(InputStream encoded) {
        super(encoded);
    }

    @Override
    int decoded() throws IOException {
        while (at >= length) {
            if (ended || !readLine()) return -1;
        }
        return line[at++] & 0xff;
    }

    private boolean readLine() throws IOException {
        if (!begun && !toBegin()) return false;
        int first = next();
        while (first == '\r' || first == '\n') first = next();
        at = 0;
        // A line of no bytes comes before "end", which itself begins with what is no length.
        length = first < 0 || first > '`' ? 0 : value(first);
        ended = length == 0;
        for (int i = 0; i < length; i += 3) {
            int group = 0;
            for (int k = 0; k < 4; k++) group = (group << 6) | next6();
            line[i] = (byte) (group >> 16);
            if (i + 1 < line.length) line[i + 1] = (byte) (group >> 8);
            if (i + 2 < line.length) line[i + 2] = (byte) group;
        }
        toNextLine();
        return !ended;
    }

    /** A line cut short, as blanks at its end are on the way, is filled up. */
    private int next6() throws IOException {
        int c = peek(0);
        return c < 0 || c == '\r' || c == '\n' ? 0 : value(next());
    }

    private static int value(int c) {
        return (c - ' ') & 0x3f;
    }

    private boolean toBegin() throws IOException {
        while (peek(0) >= 0) {
            boolean begins = true;
            for (int i = 0; begins && i < BEGIN.length; i++) begins = peek(i) == BEGIN[i];
            toNextLine();
            begun = begins;
            if (begun) return true;
        }
        return false;
    }

    private void toNextLine() throws IOException {
        for (int c = next(); c >= 0 && c != '\n'; c = next()) {
            // Only past it.
        }
    }
}
