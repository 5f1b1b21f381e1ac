package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** RENAME. RFC 3501 §6.3.5. */
record Rename(MailboxName from, MailboxName to) implements ImapCommand.AfterSignIn {
    static Rename read(ImapReader in) throws IOException {
        in.space();
        MailboxName from = in.mailbox();
        in.space();
        MailboxName to = in.mailbox();
        in.end();
        return new Rename(from, to);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        state.mail().rename(from, to, session.actor());
        return ImapReply.ok("Renamed.");
    }
}
