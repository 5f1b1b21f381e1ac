package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.Greeted;

/** STARTTLS. RFC 3501 §6.2.1. */
record StartTls() implements ImapCommand.BeforeSignIn {
    static StartTls read(ImapReader in) {
        in.end();
        return new StartTls();
    }

    /** Whatever was sent ahead in plain text is thrown away by the connection: it may have been put there by another. */
    @Override
    public ImapReply run(ImapSession session, Greeted state) throws IOException {
        if (session.connection().isEncrypted()) return ImapReplies.TLS_IS_ON;
        if (session.connection().isCompressed()) return ImapReplies.TLS_TOO_LATE;
        session.answerNow(ImapReply.ok("Begin TLS now."));
        session.connection().startTlsAsking(session.server().tls());
        session.log("TLS on: {}", String.valueOf(session.connection().tlsFacts()));
        return ImapReply.ANSWERED;
    }
}
