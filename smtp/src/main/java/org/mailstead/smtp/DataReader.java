package org.mailstead.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.Connection;

/**
 * Reads the content of a message up to CRLF.CRLF and passes it on byte for byte, but for the dots that RFC 5321 §4.5.2
 * has the sender put in.
 *
 * <p>Servers that take LF.LF, LF.CRLF or such for the end of a message let a sender hide a second message, with a forged
 * envelope, inside one that we let through. So a line that is a lone dot with anything but CRLF on both sides is
 * remembered: its message is refused when its true end has come. NUL bytes likewise, since programs cut lines there.
 *
 * <p>The scan looks at bytes up to CR only (CR, LF, NUL and rarer controls) and at the first two bytes of a line.
 */
final class DataReader implements Content {
    /** What the last bytes were. A dot after CRLF, and a CR after that, are held back: they may belong to the end. */
    private enum At {
        /** Within a line. */
        TEXT,
        AFTER_CR,
        /** After a bare LF. */
        AFTER_LF,
        AFTER_CRLF,
        /** A dot that begins a line after a bare LF or CR. */
        WRONG_DOT,
        WRONG_DOT_CR,
        DOT,
        DOT_CR,
        END
    }

    private final Connection connection;
    private final SmtpLimits limits;
    private final OutputStream spool;
    private At at = At.AFTER_CRLF;
    private long bytes;
    private boolean sawLoneDot;
    private boolean sawNul;
    private @Nullable IOException spoolFailure;

    DataReader(Connection connection, SmtpLimits limits, OutputStream spool) {
        this.connection = connection;
        this.limits = limits;
        this.spool = spool;
    }

    /** Content so far, its end not counted. */
    @Override
    public long bytes() {
        return bytes;
    }

    /** A lone dot with a bare line end beside it: a message in disguise, or a sender that does not know CRLF. */
    @Override
    public boolean sawLoneDot() {
        return sawLoneDot;
    }

    @Override
    public boolean sawNul() {
        return sawNul;
    }

    @Override
    public void throwSpoolFailure() throws IOException {
        if (spoolFailure != null) throw spoolFailure;
    }

    /** Spools the trace fields, then the content to its end. @throws PeerGone if the connection ends before */
    void readAfter(byte[] traceFields) throws IOException {
        spool(traceFields, 0, traceFields.length);
        long start = System.nanoTime();
        while (at != At.END) {
            Duration earned = limits.data().plus(Duration.ofSeconds(bytes / limits.dataBytesPerSecond()));
            connection.within(limits.idle(), earned.minusNanos(System.nanoTime() - start));
            if (!connection.scan(this::scan)) throw new PeerGone();
        }
    }

    /** Returns the position after the last byte that belongs to the message and its end. */
    private int scan(byte[] in, int from, int to) {
        int unsaved = from;
        int i = from;
        while (i < to) {
            if (at == At.TEXT) {
                i = skipText(in, i, to);
                if (i == to) break;
            }
            byte b = in[i];
            At next = after(b);
            switch (next) {
                case DOT -> {
                    save(in, unsaved, i);
                    unsaved = i + 1;
                }
                case DOT_CR -> unsaved = i + 1;
                case END -> unsaved = i + 1;
                default -> {
                    // The CR behind a dot was held back; it was no end after all.
                    if (at == At.DOT_CR) save(CR, 0, 1);
                }
            }
            at = next;
            i++;
            if (at == At.END) return i;
        }
        save(in, unsaved, to);
        return to;
    }

    private static final byte[] CR = {'\r'};

    /** The hot loop: most bytes of most messages pass here. */
    private static int skipText(byte[] in, int from, int to) {
        int i = from;
        // Signed: bytes from 0x80 on are negative and text.
        while (i < to && (in[i] > '\r' || in[i] < 0)) i++;
        return i;
    }

    private At after(byte b) {
        return switch (at) {
            case TEXT -> inText(b);
            case AFTER_CR -> b == '\n' ? At.AFTER_CRLF : b == '.' ? At.WRONG_DOT : inText(b);
            case AFTER_LF -> b == '.' ? At.WRONG_DOT : inText(b);
            case AFTER_CRLF -> b == '.' ? At.DOT : inText(b);
            case DOT -> b == '\r' ? At.DOT_CR : b == '\n' ? loneDot(inText(b)) : inText(b);
            case WRONG_DOT -> b == '\r' ? At.WRONG_DOT_CR : b == '\n' ? loneDot(inText(b)) : inText(b);
            case DOT_CR -> b == '\n' ? At.END : loneDot(b == '.' ? At.WRONG_DOT : inText(b));
            case WRONG_DOT_CR -> loneDot(b == '\n' ? At.AFTER_CRLF : b == '.' ? At.WRONG_DOT : inText(b));
            case END -> throw new IllegalStateException("the message has ended");
        };
    }

    private At inText(byte b) {
        if (b == 0) sawNul = true;
        return b == '\r' ? At.AFTER_CR : b == '\n' ? At.AFTER_LF : At.TEXT;
    }

    private At loneDot(At then) {
        sawLoneDot = true;
        return then;
    }

    private void save(byte[] in, int from, int to) {
        if (from >= to) return;
        bytes += to - from;
        // What is refused for its size needs no space; its end must still be found.
        if (bytes <= limits.messageBytes()) spool(in, from, to - from);
    }

    private void spool(byte[] in, int from, int length) {
        if (spoolFailure != null) return;
        try {
            spool.write(in, from, length);
        } catch (IOException e) {
            spoolFailure = e;
        }
    }
}
