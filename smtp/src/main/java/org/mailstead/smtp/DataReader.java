package org.mailstead.smtp;

import java.io.IOException;
import java.time.Duration;
import org.mailstead.smtp.LineEnds.At;
import org.mailstead.wire.Connection;

/**
 * Reads the content of a message up to CRLF.CRLF and passes it on byte for byte, but for the dots that RFC 5321 §4.5.2
 * has the sender put in. A dot after CRLF, and a CR after that, are held back: they may belong to the end.
 *
 * <p>The scan looks at bytes up to CR only (CR, LF, NUL and rarer controls) and at the first two bytes of a line.
 */
final class DataReader {
    private static final byte[] CR = {'\r'};

    private final Connection connection;
    private final SmtpLimits limits;
    private final Content content;
    private final LineEnds lineEnds;
    private boolean ended;

    DataReader(Connection connection, SmtpLimits limits, Content content) {
        this.connection = connection;
        this.limits = limits;
        this.content = content;
        lineEnds = content.lineEnds();
    }

    /** @throws PeerGone if the connection ends before */
    void readToEnd() throws IOException {
        long start = System.nanoTime();
        while (!ended) {
            Duration earned = limits.data().plus(Duration.ofSeconds(content.bytes() / limits.dataBytesPerSecond()));
            connection.within(limits.idle(), earned.minusNanos(System.nanoTime() - start));
            if (!connection.scan(this::scan)) throw new PeerGone();
        }
    }

    /** Returns the position after the last byte that belongs to the message and its end. */
    private int scan(byte[] in, int from, int to) {
        int unsaved = from;
        for (int i = lineEnds.skipText(in, from, to); i < to; i = lineEnds.skipText(in, i + 1, to)) {
            At before = lineEnds.at();
            switch (lineEnds.next(in[i])) {
                case DOT -> {
                    content.add(in, unsaved, i);
                    unsaved = i + 1;
                }
                case DOT_CR -> unsaved = i + 1;
                case LONE_DOT -> {
                    ended = true;
                    return i + 1;
                }
                case TEXT, AFTER_CR, AFTER_LF, AFTER_CRLF, WRONG_DOT, WRONG_DOT_CR -> {
                    // The CR behind a dot was held back; it was no end after all.
                    if (before == At.DOT_CR) content.add(CR, 0, 1);
                }
            }
        }
        content.add(in, unsaved, to);
        return to;
    }
}
