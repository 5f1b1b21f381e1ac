package org.mailstead.pop3;

import java.io.IOException;
import java.util.OptionalInt;

/** LIST: the size of one message or of all. RFC 1939 §5. */
record Listing(OptionalInt number) implements Pop3Command.InMaildrop {
    static Listing read(CommandReader in) {
        return new Listing(in.isEmpty() ? OptionalInt.empty() : OptionalInt.of(in.numbers(1)[0]));
    }

    @Override
    public void run(Maildrop maildrop, Answer answer) throws IOException {
        if (number.isPresent()) {
            int one = number.getAsInt();
            maildrop.require(one);
            answer.reply(Pop3Replies.size(one, maildrop.octets(one)));
            return;
        }
        answer.begin(Pop3Replies.list(maildrop.count(), maildrop.octets()));
        for (int i = 1; i <= maildrop.highest(); i++) {
            if (!maildrop.isDeleted(i)) answer.line(i + " " + maildrop.octets(i));
        }
        answer.end();
    }
}
