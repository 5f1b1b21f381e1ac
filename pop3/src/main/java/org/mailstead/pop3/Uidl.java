package org.mailstead.pop3;

import java.io.IOException;
import java.util.OptionalInt;

/** UIDL: the unique id of one message or of all. RFC 1939 §7. */
record Uidl(OptionalInt number) implements Pop3Command.InMaildrop {
    static Uidl read(CommandReader in) {
        return new Uidl(in.isEmpty() ? OptionalInt.empty() : OptionalInt.of(in.numbers(1)[0]));
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        if (number.isPresent()) {
            int one = number.getAsInt();
            maildrop.require(one);
            answer.reply(Pop3Replies.uniqueId(one, maildrop.uniqueId(one)));
            return;
        }
        answer.begin(Pop3Replies.uniqueIds(maildrop.count()));
        for (int i = 1; i <= maildrop.highest(); i++) {
            if (!maildrop.isDeleted(i)) answer.line(i + " " + maildrop.uniqueId(i));
        }
        answer.end();
    }
}
