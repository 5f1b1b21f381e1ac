package org.mailstead.pop3;

import java.io.IOException;

/** UTF8: from now on messages may come as they are, with letters of all scripts in their headers. RFC 6856 §2. */
record Utf8() implements Pop3Command.BeforeSignIn {
    static Utf8 read(CommandReader in) {
        in.none();
        return new Utf8();
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException {
        session.takeUtf8();
        session.answer().reply(Pop3Replies.UTF8_ON);
        return state;
    }
}
