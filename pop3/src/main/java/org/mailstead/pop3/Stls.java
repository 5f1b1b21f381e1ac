package org.mailstead.pop3;

import java.io.IOException;

/** STLS. RFC 2595 §4. */
record Stls() implements Pop3Command.BeforeSignIn {
    static Stls read(CommandReader in) {
        in.none();
        return new Stls();
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException {
        if (session.connection().isEncrypted()) throw new EndOfCommand.Refused(Pop3Replies.TLS_ALREADY);
        // RFC 6856 §2.1: what was asked for in clear would have to be forgotten.
        if (session.takesUtf8()) throw new EndOfCommand.Refused(Pop3Replies.UTF8_BEFORE_TLS);
        session.answer().reply(Pop3Replies.BEGIN_TLS);
        // Drops what was sent along in clear, too: somebody on the way may have put it there.
        session.startTls();
        session.answer().forgetLanguage();
        return Pop3State.Authorization.START;
    }
}
