package org.mailstead.imap;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.Connection;

/** The bytes of a literal on their way from the connection. RFC 3501 §4.3. */
final class LiteralBytes {
    private static final int PIECE = 16 * 1024;

    private LiteralBytes() {}

    /**
     * Reads all of them, also when they cannot be written: only so does the session stay in step.
     *
     * @return why they could not be written, null if they were
     */
    static @Nullable IOException copy(Connection connection, long length, OutputStream to) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
        OutputStream sink = to;
        IOException unwritten = null;
        for (long left = length; left > 0; ) {
            int count = connection.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) throw new EOFException();
            left -= count;
            try {
                sink.write(piece, 0, count);
            } catch (IOException e) {
                unwritten = e;
                sink = OutputStream.nullOutputStream();
            }
        }
        return unwritten;
    }
}
