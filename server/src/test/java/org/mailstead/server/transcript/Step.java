package org.mailstead.server.transcript;

import java.util.List;

/** One line of a conversation, or several that belong together. {@code line} is where it stands in the file. */
sealed interface Step {
    int line();

    /** What the client sends, in one write. */
    record Send(int line, int connection, List<Piece> pieces) implements Step {}

    /** @param lineEnd whether CRLF follows */
    record Piece(String text, boolean lineEnd) {}

    record Expect(int line, int connection, String pattern) implements Step {}

    /** Lines in any order. */
    record ExpectAll(int line, int connection, List<String> patterns) implements Step {}

    /** Any number of lines up to the one that the next step expects. */
    record SkipTo(int line, int connection) implements Step {}

    record Connect(int line, int connection, Kind kind) implements Step {}

    record Login(int line, int connection, String who) implements Step {}

    record Simple(int line, int connection, What what) implements Step {}

    enum Kind {
        SMTP,
        SUBMISSION,
        LMTP,
        IMAP,
        POP3
    }

    enum What {
        GREETING,
        STARTTLS,
        COMPRESS,
        QUIET,
        CLOSED,
        CLOSE
    }
}
