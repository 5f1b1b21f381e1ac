package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** GETQUOTAROOT. RFC 9208 §4.1.3. How full another person's account is, is told to nobody. */
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
        boolean own = located.mail().id().equals(state.mail().id());
        boolean limited = own && QuotaResource.limits(located.mail());
        ImapWriter out = session.out();
        out.text("* QUOTAROOT ").mailbox(located.shown());
        if (limited) out.text(" ").quoted(QuotaResource.ROOT);
        out.line();
        if (limited) QuotaResource.write(out, located.mail());
        return ImapReply.ok("Done.");
    }
}
