package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes content behind DATA: dots doubled at the start of lines, and the end. RFC 5321 §4.5.2. A bare CR or LF becomes
 * CRLF: servers differ in what they take for a line, and a lone dot in such a line could end the message for one of them.
 */
final class DotWriter {
    private static final int PIECE = 32 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] END = {'.', '\r', '\n'};

    private final OutputStream out;
    private boolean atLineStart = true;
    private boolean afterCr;

    private DotWriter(OutputStream out) {
        this.out = out;
    }

    static void write(InputStream content, OutputStream out) throws IOException {
        var writer = new DotWriter(out);
        byte[] piece = new byte[PIECE];
        for (int n = content.read(piece); n >= 0; n = content.read(piece)) writer.piece(piece, n);
        writer.end();
    }

    private void piece(byte[] in, int length) throws IOException {
        int unwritten = 0;
        for (int i = 0; i < length; i++) {
            byte b = in[i];
            if (afterCr && b != '\n') {
                flush(in, unwritten, i);
                unwritten = i;
                out.write('\n');
                atLineStart = true;
            }
            if (b == '\n') {
                if (!afterCr) {
                    flush(in, unwritten, i);
                    unwritten = i;
                    out.write('\r');
                }
                atLineStart = true;
            } else if (b == '.' && atLineStart) {
                flush(in, unwritten, i);
                unwritten = i;
                out.write('.');
                atLineStart = false;
            } else if (b != '\r') {
                atLineStart = false;
            }
            afterCr = b == '\r';
        }
        flush(in, unwritten, length);
    }

    private void flush(byte[] in, int from, int to) throws IOException {
        if (to > from) out.write(in, from, to - from);
    }

    private void end() throws IOException {
        if (afterCr) out.write('\n');
        else if (!atLineStart) out.write(CRLF);
        out.write(END);
    }
}
