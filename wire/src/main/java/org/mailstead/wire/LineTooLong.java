package org.mailstead.wire;

import java.io.IOException;

/** A line was longer than its limit. The connection stands after that line. */
public final class LineTooLong extends IOException {
    public LineTooLong(int maxBytes) {
        super("line longer than " + maxBytes + " bytes");
    }
}
