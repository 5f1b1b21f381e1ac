package org.mailstead.pop3;

import java.io.IOException;

/** STAT. RFC 1939 §5. */
record Stat() implements Pop3Command.InMaildrop {
    static Stat read(CommandReader in) {
        in.none();
        return new Stat();
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        answer.reply(Pop3Replies.count(maildrop.count(), maildrop.octets()));
    }
}
