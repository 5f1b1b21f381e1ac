package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;

/** DELETE. RFC 3501 §6.3.4. */
record Delete(MailboxName name) implements ImapCommand.AfterSignIn {
    static Delete read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.end();
        return new Delete(name);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        Located located = session.locate(state, name);
        // One's own that is only a name is refused for another reason than one that never was.
        if (located.isShared() || located.find().isPresent()) located.mailbox(Right.DELETE_MAILBOX);
        located.mail().delete(located.name(), session.actor());
        return ImapReply.ok("Deleted.");
    }
}
