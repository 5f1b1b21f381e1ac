package org.mailstead.pop3;

import java.io.IOException;
import java.io.InputStream;

/** TOP: the header, the blank line and the first lines of the body. RFC 1939 §7. */
record Top(int number, int lines) implements Pop3Command.InMaildrop {
    static Top read(CommandReader in) {
        int[] numbers = in.numbers(2);
        return new Top(numbers[0], numbers[1]);
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        maildrop.require(number);
        Maildrop.Sent message = maildrop.message(number);
        long header = message.header();
        byte[] chunk = new byte[Retr.CHUNK];
        try (InputStream bytes = message.open(lines == 0 ? header : Long.MAX_VALUE)) {
            int count = bytes.read(chunk);
            Answer.Stuffed stuffed = answer.message(Pop3Replies.top(lines));
            var rest = new Remaining(header, lines);
            while (count >= 0 && !rest.isDone()) {
                stuffed.write(chunk, 0, rest.take(chunk, count));
                if (!rest.isDone()) count = bytes.read(chunk);
            }
            stuffed.end();
        }
    }

    /** What is still to be sent. */
    private static final class Remaining {
        private long header;
        private int lines;

        Remaining(long header, int lines) {
            this.header = header;
            this.lines = lines;
        }

        boolean isDone() {
            return header == 0 && lines == 0;
        }

        /** How many of the next {@code count} bytes belong to it. */
        int take(byte[] bytes, int count) {
            int at = (int) Math.min(header, count);
            header -= at;
            while (at < count && lines > 0) if (bytes[at++] == '\n') lines--;
            return at;
        }
    }
}
