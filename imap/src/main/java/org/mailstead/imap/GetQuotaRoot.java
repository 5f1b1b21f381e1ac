package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** GETQUOTAROOT. RFC 9208 §4.1.3. */
record GetQuotaRoot(MailboxName name) implements ImapCommand.AfterSignIn {
    static GetQuotaRoot read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.end();
        return new GetQuotaRoot(name);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name);
        located.mailbox();
        Optional<QuotaRoot> root = QuotaRoot.of(located, session, state);
        ImapWriter out = session.out();
        out.text("* QUOTAROOT ").mailbox(located.shown());
        if (root.isPresent()) out.text(" ").quoted(root.get().name());
        out.line();
        if (root.isPresent()) root.get().write(out);
        return ImapReply.ok("Done.");
    }
}
