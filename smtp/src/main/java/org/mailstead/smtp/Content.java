package org.mailstead.smtp;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The content of a message while it comes, over whichever command, and what is known of it then. */
final class Content {
    private final long most;
    private final OutputStream spool;
    private final LineEnds lineEnds = new LineEnds();
    private long bytes;
    private @Nullable IOException spoolFailure;

    Content(SmtpLimits limits, OutputStream spool) {
        most = limits.messageBytes();
        this.spool = spool;
    }

    /** Spools the trace fields, which do not count. */
    void begin(byte[] traceFields) {
        spool(traceFields, 0, traceFields.length);
    }

    void add(byte[] in, int from, int to) {
        if (from >= to) return;
        bytes += to - from;
        // What is refused for its size needs no space; its end must still be found.
        if (bytes <= most) spool(in, from, to - from);
    }

    private void spool(byte[] in, int from, int length) {
        if (spoolFailure != null) return;
        try {
            spool.write(in, from, length);
        } catch (IOException e) {
            spoolFailure = e;
        }
    }

    LineEnds lineEnds() {
        return lineEnds;
    }

    /** So far; of DATA its end is not counted. */
    long bytes() {
        return bytes;
    }

    boolean hasFailed() {
        return spoolFailure != null;
    }

    /** If the spool failed: the content was read to its end nevertheless. */
    void throwSpoolFailure() throws IOException {
        if (spoolFailure != null) throw spoolFailure;
    }
}
