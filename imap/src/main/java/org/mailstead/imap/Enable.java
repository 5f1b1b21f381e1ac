package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;

/** ENABLE: nothing offered here needs it yet, so nothing is enabled. RFC 5161 §3.1. */
record Enable() implements ImapCommand.AfterSignIn {
    static Enable read(ImapReader in) {
        do {
            in.space();
            in.word();
        } while (in.peekIs(' '));
        in.end();
        return new Enable();
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        session.out().text("* ENABLED").line();
        return ImapReply.ok("Done.");
    }
}
