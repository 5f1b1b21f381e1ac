package org.mailstead.gateway;

/**
 * Finds the end of a text that a line of nothing but a dot ends, in whatever pieces it comes. Only a whole CRLF ends a line, as for those who
 * send and take mail by the book. RFC 5321 §4.1.1.4, RFC 1939 §3.
 */
final class DotEnd {
    private enum State {
        TEXT,
        CR,
        LINE,
        DOT,
        DOT_CR,
        END
    }

    private State state = State.LINE;
    private long bytes;
    private long stuffed;

    boolean isReached() {
        return state == State.END;
    }

    /** Of the text so far, without the dots that were put before others. */
    long bytes() {
        return bytes - stuffed;
    }

    /** @return the position behind the last byte that belongs to it */
    int look(byte[] input, int from, int to) {
        int at = from;
        while (at < to && state != State.END) {
            // Most bytes by far: where the third is none of them, CRLF and a dot do not begin at any of the three.
            if (state == State.TEXT && at + 2 < to && input[at + 2] > '.') at += 3;
            else state = next(input[at++]);
        }
        bytes += at - from;
        return at;
    }

    private State next(byte b) {
        return switch (state) {
            case CR -> b == '\n' ? State.LINE : inText(b);
            case LINE -> b == '.' ? State.DOT : inText(b);
            case DOT -> {
                if (b == '\r') yield State.DOT_CR;
                stuffed++;
                yield State.TEXT;
            }
            case DOT_CR -> b == '\n' ? State.END : inText(b);
            default -> inText(b);
        };
    }

    private static State inText(byte b) {
        return b == '\r' ? State.CR : State.TEXT;
    }
}
