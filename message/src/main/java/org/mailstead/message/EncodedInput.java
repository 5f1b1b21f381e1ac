package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The next bytes of a stream in another form, made as they are read. Closing leaves the stream below open. */
abstract class EncodedInput extends InputStream {
    /** Base64 lines are made of 57 bytes each; pieces of whole lines. */
    private static final int PIECE = 57 * 128;

    private static final byte[] CRLF = {'\r', '\n'};

    private byte[] ready = {};
    private int at;

    /** The next bytes of the form; none only at its end. */
    abstract byte[] more() throws IOException;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (at == ready.length) {
            ready = more();
            at = 0;
        }
        int count = Math.min(length, ready.length - at);
        if (count == 0) return -1;
        System.arraycopy(ready, at, into, offset, count);
        at += count;
        return count;
    }

    /** What is known only when it is reached. */
    interface Later {
        InputStream open() throws IOException;
    }

    static InputStream once(Later later) {
        return new EncodedInput() {
            private boolean given;

            @Override
            byte[] more() throws IOException {
                if (given) return new byte[0];
                given = true;
                try (InputStream in = later.open()) {
                    return in.readAllBytes();
                }
            }
        };
    }

    static InputStream asItIs(InputStream in, long length) {
        return new OfStretch(in, length) {
            @Override
            byte[] encoded(byte[] piece, boolean first, boolean last) {
                return piece;
            }
        };
    }

    /** RFC 2045 §6.8. */
    static InputStream base64(InputStream in, long length) {
        return new OfStretch(in, length) {
            @Override
            byte[] encoded(byte[] piece, boolean first, boolean last) {
                byte[] lines = Base64.getMimeEncoder().encode(piece);
                if (first) return lines;
                byte[] all = new byte[CRLF.length + lines.length];
                System.arraycopy(CRLF, 0, all, 0, CRLF.length);
                System.arraycopy(lines, 0, all, CRLF.length, lines.length);
                return all;
            }
        };
    }

    /** RFC 2045 §6.7. A CR or LF that is no line end stays what it is, as a byte. */
    static InputStream quotedPrintable(InputStream in, long length) {
        var encoder = new Quoted();
        return new OfStretch(in, length) {
            @Override
            byte[] encoded(byte[] piece, boolean first, boolean last) {
                for (byte b : piece) encoder.add(b);
                if (last) encoder.end();
                return encoder.taken();
            }
        };
    }

    private abstract static class OfStretch extends EncodedInput {
        private final InputStream in;
        private final long length;
        private long left;

        OfStretch(InputStream in, long length) {
            this.in = in;
            this.length = length;
            left = length;
        }

        abstract byte[] encoded(byte[] piece, boolean first, boolean last);

        @Override
        byte[] more() throws IOException {
            byte[] form = {};
            // A piece may have no form yet, such as a space that could be the last of its line.
            while (left > 0 && form.length == 0) {
                boolean first = left == length;
                byte[] piece = in.readNBytes((int) Math.min(PIECE, left));
                if (piece.length == 0) throw new EOFException("a message became shorter");
                left -= piece.length;
                form = encoded(piece, first, left == 0);
            }
            return form;
        }
    }

    private static final class Quoted {
        /** Columns of a line, with the mark of a line that goes on. */
        private static final int COLUMNS = 76;

        private static final int NOTHING = -1;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(PIECE);
        private int column;

        /** A space or tab that may turn out to be the last of its line. */
        private int space = NOTHING;

        private boolean afterCr;

        void add(byte b) {
            if (afterCr) {
                afterCr = false;
                if (b == '\n') {
                    if (space != NOTHING) escaped(space);
                    space = NOTHING;
                    out.writeBytes(CRLF);
                    column = 0;
                    return;
                }
                plainSpace();
                escaped('\r');
            }
            if (b == '\r') {
                afterCr = true;
                return;
            }
            plainSpace();
            if (b == ' ' || b == '\t') space = b;
            else if (b > ' ' && b < 0x7F && b != '=') put(new byte[] {b});
            else escaped(b & 0xFF);
        }

        void end() {
            if (afterCr) {
                plainSpace();
                escaped('\r');
            } else if (space != NOTHING) {
                escaped(space);
            }
        }

        byte[] taken() {
            byte[] all = out.toByteArray();
            out.reset();
            return all;
        }

        private void plainSpace() {
            if (space != NOTHING) put(new byte[] {(byte) space});
            space = NOTHING;
        }

        private void escaped(int b) {
            put("=%02X".formatted(b).getBytes(StandardCharsets.US_ASCII));
        }

        private void put(byte[] bytes) {
            if (column + bytes.length > COLUMNS - 1) {
                out.write('=');
                out.writeBytes(CRLF);
                column = 0;
            }
            out.writeBytes(bytes);
            column += bytes.length;
        }
    }
}
