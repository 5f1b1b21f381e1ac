package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.mailstead.wire.Connection;

/**
 * Reads the content of a message from chunks whose length was announced, byte for byte. RFC 3030 §2.
 *
 * <p>Here a lone dot ends nothing and is text. But once the message is passed on behind DATA, a server that takes LF.LF for
 * the end would see one: so line ends are watched as in {@link DataReader}, across chunks, whose borders mean nothing.
 */
final class ChunkReader {
    private static final int PIECE = 16 * 1024;

    private final SmtpLimits limits;
    private final Content content;

    ChunkReader(SmtpLimits limits, Content content) {
        this.limits = limits;
        this.content = content;
    }

    /** Reads the next {@code length} bytes. @throws PeerGone if the connection ends before */
    void read(Connection connection, long length) throws IOException {
        take(connection, limits, length, this::add);
    }

    /** The same from what is on this server. What is too much is not read. */
    void read(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int n = in.read(piece); n > 0 && content.bytes() <= limits.messageBytes(); n = in.read(piece))
            add(piece, 0, n);
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
        LineEnds lineEnds = content.lineEnds();
        for (int i = lineEnds.skipText(in, from, to); i < to; i = lineEnds.skipText(in, i + 1, to))
            lineEnds.next(in[i]);
        content.add(in, from, to);
    }
}
