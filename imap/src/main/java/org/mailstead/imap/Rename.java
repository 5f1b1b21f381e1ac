package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** RENAME. RFC 3501 §6.3.5; the rights for it: RFC 4314 §4. */
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
        Located here = session.locate(state, from);
        here.requireMayRename();
        Located there = session.locate(state, to);
        there.requireMayCreate();
        if (!here.mail().id().equals(there.mail().id())) return ImapReplies.BETWEEN_ACCOUNTS;
        // Renaming INBOX moves its messages and leaves it there: nothing that concerns others.
        if (here.isShared() && here.name().isInbox()) return ImapReplies.NOT_YOURS;
        here.mail().rename(here.name(), there.name(), session.actor());
        return ImapReply.ok("Renamed.");
    }
}
