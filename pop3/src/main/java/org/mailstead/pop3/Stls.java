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
        session.answer().reply(Pop3Replies.BEGIN_TLS);
        // Drops what was sent along in clear, too: somebody on the way may have put it there.
        session.startTls();
        return Pop3State.Authorization.START;
    }
}
