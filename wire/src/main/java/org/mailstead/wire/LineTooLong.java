package org.mailstead.wire;

import java.io.IOException;

/** A line was longer than its limit. The connection stands after that line. */
public final class LineTooLong extends IOException {
    private final byte[] start;

    public LineTooLong(int maxBytes, byte[] start) {
        super("line longer than " + maxBytes + " bytes");
        this.start = start.clone();
    }

    /** The line's first bytes, a few hundred at most, from which a protocol may tell what it was about. */
    public byte[] start() {
        return start.clone();
    }
}
