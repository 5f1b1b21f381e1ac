package org.mailstead.smtp;

/**
 * Where a text is in its lines, byte for byte.
 *
 * <p>Servers that take LF.LF, LF.CRLF or such for the end of a message let a sender hide a second message, with a forged
 * envelope, inside one that we let through. So a line that is a lone dot with anything but CRLF on both sides is
 * remembered. NUL bytes likewise, since programs cut lines there.
 */
final class LineEnds {
    /** What the last bytes were. */
    enum At {
        /** Within a line. */
        TEXT,
        AFTER_CR,
        /** After a bare LF. */
        AFTER_LF,
        AFTER_CRLF,
        /** A dot that begins a line after a bare LF or CR. */
        WRONG_DOT,
        WRONG_DOT_CR,
        /** A dot that begins a line after CRLF. */
        DOT,
        DOT_CR,
        /** CRLF.CRLF, which ends a message in DATA and nothing else. */
        LONE_DOT
    }

    private At at = At.AFTER_CRLF;
    private boolean sawLoneDot;
    private boolean sawNul;

    At at() {
        return at;
    }

    /** A lone dot with a bare line end beside it: a message in disguise, or a sender that does not know CRLF. */
    boolean sawLoneDot() {
        return sawLoneDot;
    }

    boolean sawNul() {
        return sawNul;
    }

    /** The next position that can matter: most bytes of most messages pass here. */
    int skipText(byte[] in, int from, int to) {
        if (at != At.TEXT) return from;
        int i = from;
        // Signed: bytes from 0x80 on are negative and text.
        while (i < to && (in[i] > '\r' || in[i] < 0)) i++;
        return i;
    }

    At next(byte b) {
        at = after(b);
        return at;
    }

    private At after(byte b) {
        return switch (at) {
            case TEXT -> inText(b);
            case AFTER_CR -> b == '\n' ? At.AFTER_CRLF : b == '.' ? At.WRONG_DOT : inText(b);
            case AFTER_LF -> b == '.' ? At.WRONG_DOT : inText(b);
            case AFTER_CRLF, LONE_DOT -> b == '.' ? At.DOT : inText(b);
            case DOT -> b == '\r' ? At.DOT_CR : b == '\n' ? wrong(At.AFTER_LF) : inText(b);
            case DOT_CR -> b == '\n' ? At.LONE_DOT : wrong(b == '.' ? At.WRONG_DOT : inText(b));
            case WRONG_DOT -> b == '\r' ? At.WRONG_DOT_CR : b == '\n' ? wrong(At.AFTER_LF) : inText(b);
            case WRONG_DOT_CR -> wrong(b == '\n' ? At.AFTER_CRLF : b == '.' ? At.WRONG_DOT : inText(b));
        };
    }

    private At inText(byte b) {
        if (b == 0) sawNul = true;
        return b == '\r' ? At.AFTER_CR : b == '\n' ? At.AFTER_LF : At.TEXT;
    }

    private At wrong(At then) {
        sawLoneDot = true;
        return then;
    }

    /** The last line may lack its end: a CRLF put there by whoever passes the text on must not make a lone dot of it. */
    void end() {
        switch (at) {
            case WRONG_DOT, WRONG_DOT_CR, DOT_CR -> sawLoneDot = true;
            case TEXT, AFTER_CR, AFTER_LF, AFTER_CRLF, DOT, LONE_DOT -> {}
        }
    }
}
