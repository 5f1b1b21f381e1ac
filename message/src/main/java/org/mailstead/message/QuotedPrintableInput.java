package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;

/** RFC 2045 §6.7. An equals sign that begins no code stands for itself. */
final class QuotedPrintableInput extends DecodedInput {
    /** White space found in the middle of a line and still to be given. */
    private int blanksToKeep;

    QuotedPrintableInput(InputStream encoded) {
        super(encoded);
    }

    @Override
    int decoded() throws IOException {
        for (int c = next(); c >= 0; c = next()) {
            if (blanksToKeep > 0) {
                blanksToKeep--;
                return c;
            }
            if (c == ' ' || c == '\t') {
                int more = blanksAhead();
                if (lineEndsAfter(more)) {
                    // Added on the way, since the encoder would have written a code for it.
                    skip(more);
                    continue;
                }
                blanksToKeep = more;
                return c;
            }
            if (c != '=') return c;
            int code = TransferDecoding.hexPair(peek(0), peek(1));
            if (code >= 0) {
                skip(2);
                return code;
            }
            int blanks = blanksAhead();
            if (!lineEndsAfter(blanks)) return c;
            // A soft line break: the line goes on.
            skip(blanks);
            if (next() == '\r' && peek(0) == '\n') skip(1);
        }
        return -1;
    }

    private int blanksAhead() throws IOException {
        int count = 0;
        while (count < FURTHEST - 2 && (peek(count) == ' ' || peek(count) == '\t')) count++;
        return count;
    }

    private boolean lineEndsAfter(int blanks) throws IOException {
        int c = peek(blanks);
        return c < 0 || c == '\n' || (c == '\r' && peek(blanks + 1) == '\n');
    }
}
