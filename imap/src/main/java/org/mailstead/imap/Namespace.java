package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;

/** NAMESPACE: one's own mailboxes, and those of others below {@code Shared/}. RFC 2342 §5. */
record Namespace() implements ImapCommand.AfterSignIn {
    static Namespace read(ImapReader in) {
        in.end();
        return new Namespace();
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        session.out()
                .text("* NAMESPACE ((\"\" \"/\")) ((\"Shared/\" \"/\")) NIL")
                .line();
        return ImapReply.ok("Done.");
    }
}
