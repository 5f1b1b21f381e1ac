package org.mailstead.pop3;

import java.io.IOException;

/** RSET: takes all marks back. RFC 1939 §5. */
record Rset() implements Pop3Command.InMaildrop {
    static Rset read(CommandReader in) {
        in.none();
        return new Rset();
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        maildrop.undeleteAll();
        answer.reply(Pop3Replies.NOTHING_MARKED);
    }
}
