package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** STATUS. RFC 3501 §6.3.10, RFC 9051 §6.3.11. The items are in {@link StatusItem}. */
record Status(MailboxName name, List<StatusItem> items) implements ImapCommand.AfterSignIn {
    static Status read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        List<StatusItem> items = StatusItem.readAll(in);
        in.end();
        return new Status(name, items);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name);
        StatusItem.answer(located, located.mailbox(), items, session);
        return ImapReply.ok("Done.");
    }
}
