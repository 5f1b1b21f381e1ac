package org.mailstead.pop3;

import java.io.IOException;
import java.io.InputStream;

/** RETR: a whole message. RFC 1939 §5. Flags change at QUIT, if the holder wants that: what a program has fetched nobody may have read. */
record Retr(int number) implements Pop3Command.InMaildrop {
    /** Bytes under way at once: one TLS record, and most messages in one piece. */
    static final int CHUNK = 16 * 1024;

    static Retr read(CommandReader in) {
        return new Retr(in.numbers(1)[0]);
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        maildrop.require(number);
        Maildrop.Sent message = maildrop.message(number);
        byte[] chunk = new byte[CHUNK];
        try (InputStream bytes = message.open(Long.MAX_VALUE)) {
            // Read before the +OK: if the message cannot be had, that can still be said.
            int count = bytes.read(chunk);
            Answer.Stuffed stuffed = answer.message(Pop3Replies.message(maildrop.octets(number)));
            while (count >= 0) {
                stuffed.write(chunk, 0, count);
                count = bytes.read(chunk);
            }
            stuffed.end();
        }
        maildrop.wasRetrieved(number);
    }
}
