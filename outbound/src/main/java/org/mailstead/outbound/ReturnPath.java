package org.mailstead.outbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The field that the last server puts on top of a message: for our own people it is there, to others it does not go. */
final class ReturnPath {
    private static final byte[] NAME = "Return-Path:".getBytes(StandardCharsets.US_ASCII);

    /** Longest it gets: a path of 510 characters. */
    private static final int LINE = 1024;

    private ReturnPath() {}

    /** The message without that field, if it begins with it. */
    static InputStream skip(InputStream message) throws IOException {
        var in = new BufferedInputStream(message);
        in.mark(LINE);
        byte[] start = in.readNBytes(NAME.length);
        if (!java.util.Arrays.equals(start, NAME)) {
            in.reset();
            return in;
        }
        for (int i = NAME.length; i < LINE; i++) {
            int b = in.read();
            if (b == '\n') return in;
            if (b < 0) break;
        }
        in.reset();
        return in;
    }
}
