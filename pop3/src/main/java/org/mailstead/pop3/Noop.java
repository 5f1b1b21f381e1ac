package org.mailstead.pop3;

import java.io.IOException;

/** NOOP. RFC 1939 §5. */
record Noop() implements Pop3Command.InMaildrop {
    static Noop read(CommandReader in) {
        in.none();
        return new Noop();
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        answer.reply(Pop3Replies.NOTHING_DONE);
    }
}
