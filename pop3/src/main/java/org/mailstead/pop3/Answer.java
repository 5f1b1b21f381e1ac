package org.mailstead.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mailstead.texts.Language;
import org.mailstead.texts.PlainLetters;
import org.mailstead.wire.Connection;

/** What goes to the peer: a reply, and for some commands lines or a message after it, ended by a dot. RFC 1939 §3. */
final class Answer {
    private static final byte[] DOT = {'.'};
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] END = {'.', '\r', '\n'};

    private final Connection connection;
    private Language language = Language.ENGLISH;

    /** Whether the program has said which, and takes other letters than those of ASCII with that. RFC 6856 §3. */
    private boolean chosen;

    private boolean begun;

    Answer(Connection connection) {
        this.connection = connection;
    }

    void reply(Pop3Reply reply) throws IOException {
        String text = reply.wireText(language);
        connection.write((chosen ? text : PlainLetters.of(text)).getBytes(StandardCharsets.UTF_8));
    }

    /** From now on, as the program wants it. */
    void speak(Language other) {
        language = other;
        chosen = true;
    }

    /** From now on, unless the program has chosen another. */
    void speakUnlessChosen(Language usual) {
        if (!chosen) language = usual;
    }

    /** As at the beginning. */
    void forgetLanguage() {
        language = Language.ENGLISH;
        chosen = false;
    }

    /** Asks the client for more. RFC 5034 §4. */
    void challenge(String base64) throws IOException {
        connection.write("+ " + base64);
        connection.write(LINE_END);
    }

    /** Begins an answer of several lines, which must end with {@link #end}. */
    void begin(Pop3Reply reply) throws IOException {
        begun = true;
        reply(reply);
    }

    /** Whether the peer is in the middle of an answer: then no error can be told any more, only shown by hanging up. */
    boolean isUnfinished() {
        return begun;
    }

    /** One line of our own making, which never begins with a dot. */
    void line(String text) throws IOException {
        connection.write(text.getBytes(StandardCharsets.UTF_8));
        connection.write(LINE_END);
    }

    void end() throws IOException {
        connection.write(END);
        begun = false;
    }

    /** Bytes of a message, stuffed as they pass. Begin one per message. */
    final class Stuffed {
        private boolean atLineStart = true;
        private boolean afterCr;

        /** True of nothing as well: the reply before it ended so. */
        private boolean endsWithCrlf = true;

        /**
         * Doubles a dot at the beginning of a line. A line begins after any LF here, though RFC 1939 §3 knows only those
         * after CRLF: many clients take a bare LF for a line end, and to them a message holding LF, dot, CRLF would end
         * there, its rest being read as answers of this server, made up by whoever wrote the message. To the others a
         * dot too many in a broken line does no harm.
         */
        void write(byte[] bytes, int from, int to) throws IOException {
            int begin = from;
            boolean lineStart = atLineStart;
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                if (lineStart && b == '.') {
                    connection.write(bytes, begin, i - begin);
                    connection.write(DOT);
                    begin = i;
                }
                lineStart = b == '\n';
            }
            atLineStart = lineStart;
            if (to > from) {
                endsWithCrlf = lineStart && (to - from > 1 ? bytes[to - 2] == '\r' : afterCr);
                afterCr = bytes[to - 1] == '\r';
            }
            connection.write(bytes, begin, to - begin);
        }

        /**
         * Ends message and answer. The end is the five octets CRLF, dot, CRLF (RFC 1939 §3), the first two of which most
         * messages bring along. For one that does not they are added; like the dot they belong to the end, so they are
         * not counted in its size.
         */
        void end() throws IOException {
            if (!endsWithCrlf) connection.write(LINE_END);
            Answer.this.end();
        }
    }

    Stuffed message(Pop3Reply reply) throws IOException {
        begin(reply);
        return new Stuffed();
    }
}
