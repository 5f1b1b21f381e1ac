package org.mailstead.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.Connection;

/**
 * Reads the content of a message from chunks whose length was announced, byte for byte. RFC 3030 §2.
 *
 * <p>Here a lone dot ends nothing and is text. But once the message is passed on behind DATA, a server that takes LF.LF for
 * the end would see one: so a lone dot with anything but CRLF on both sides is remembered, as {@link DataReader} does. It is
 * remembered across chunks, whose borders mean nothing.
 */
final class ChunkReader implements Content {
    /** What the last bytes were. */
    private enum At {
        /** Within a line. */
        TEXT,
        AFTER_CR,
        /** After a bare LF. */
        AFTER_LF,
        AFTER_CRLF,
        /** A dot that begins a line after CRLF. */
        DOT,
        DOT_CR,
        /** A dot that begins a line after a bare LF or CR. */
        WRONG_DOT,
        WRONG_DOT_CR
    }

    private final SmtpLimits limits;
    private final OutputStream spool;
    private At at = At.AFTER_CRLF;
    private long bytes;
    private boolean sawLoneDot;
    private boolean sawNul;
    private @Nullable IOException spoolFailure;

    ChunkReader(SmtpLimits limits, OutputStream spool) {
        this.limits = limits;
        this.spool = spool;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean sawLoneDot() {
        return sawLoneDot;
    }

    @Override
    public boolean sawNul() {
        return sawNul;
    }

    /** Spools the trace fields. */
    void begin(byte[] traceFields) {
        spool(traceFields, 0, traceFields.length);
    }

    boolean hasFailed() {
        return spoolFailure != null;
    }

    @Override
    public void throwSpoolFailure() throws IOException {
        if (spoolFailure != null) throw spoolFailure;
    }

    /** Reads the next {@code length} bytes. @throws PeerGone if the connection ends before */
    void read(Connection connection, long length) throws IOException {
        take(connection, limits, length, this::add);
    }

    /** Reads bytes that belong to nothing: what was announced is never taken for commands. */
    static void skip(Connection connection, SmtpLimits limits, long length) throws IOException {
        take(connection, limits, length, (in, from, to) -> {});
    }

    private interface Taker {
        void take(byte[] in, int from, int to);
    }

    private static void take(Connection connection, SmtpLimits limits, long length, Taker taker) throws IOException {
        long start = System.nanoTime();
        var left = new Left(length);
        while (left.bytes > 0) {
            Duration earned =
                    limits.data().plus(Duration.ofSeconds((length - left.bytes) / limits.dataBytesPerSecond()));
            connection.within(limits.idle(), earned.minusNanos(System.nanoTime() - start));
            boolean more = connection.scan((in, from, to) -> {
                int end = (int) Math.min(to, from + left.bytes);
                taker.take(in, from, end);
                left.bytes -= end - from;
                return end;
            });
            if (!more) throw new PeerGone();
        }
    }

    private static final class Left {
        private long bytes;

        Left(long bytes) {
            this.bytes = bytes;
        }
    }

    private void add(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) at = after(in[i]);
        bytes += to - from;
        // What is refused for its size needs no space.
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

    private At after(byte b) {
        // Signed: bytes from 0x80 on are negative and text. Most bytes of most messages pass here.
        if (at == At.TEXT && (b > '\r' || b < 0)) return At.TEXT;
        return switch (at) {
            case TEXT -> inText(b);
            case AFTER_CR -> b == '\n' ? At.AFTER_CRLF : b == '.' ? At.WRONG_DOT : inText(b);
            case AFTER_LF -> b == '.' ? At.WRONG_DOT : inText(b);
            case AFTER_CRLF -> b == '.' ? At.DOT : inText(b);
            case DOT -> b == '\r' ? At.DOT_CR : b == '\n' ? loneDot(At.AFTER_LF) : inText(b);
            case DOT_CR -> b == '\n' ? At.AFTER_CRLF : loneDot(b == '.' ? At.WRONG_DOT : inText(b));
            case WRONG_DOT -> b == '\r' ? At.WRONG_DOT_CR : b == '\n' ? loneDot(At.AFTER_LF) : inText(b);
            case WRONG_DOT_CR -> loneDot(b == '\n' ? At.AFTER_CRLF : b == '.' ? At.WRONG_DOT : inText(b));
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

    /** The last line may lack its end: a CRLF put there by whoever passes the message on must not make a lone dot of it. */
    void end() {
        switch (at) {
            case WRONG_DOT, WRONG_DOT_CR, DOT_CR -> sawLoneDot = true;
            case TEXT, AFTER_CR, AFTER_LF, AFTER_CRLF, DOT -> {}
        }
    }
}
