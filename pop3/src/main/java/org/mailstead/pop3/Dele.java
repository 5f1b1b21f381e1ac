package org.mailstead.pop3;

import java.io.IOException;

/** DELE: marks a message; it goes at QUIT, or is hidden then, as the holder of the account wants. RFC 1939 §5. */
record Dele(int number) implements Pop3Command.InMaildrop {
    static Dele read(CommandReader in) {
        return new Dele(in.numbers(1)[0]);
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        maildrop.require(number);
        maildrop.delete(number);
        answer.reply(maildrop.keeps() ? Pop3Replies.markedAsHidden(number) : Pop3Replies.markedAsDeleted(number));
    }
}
