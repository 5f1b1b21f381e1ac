package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.SignedIn;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxName;

/** SELECT and EXAMINE. RFC 3501 §6.3.1, §6.3.2. */
record Select(MailboxName name, boolean readOnly) implements ImapCommand.AfterSignIn {
    static Select read(ImapReader in, boolean readOnly) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.end();
        return new Select(name, readOnly);
    }

    /** Whatever was open is closed first, also when this fails. */
    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        session.become(new SignedIn(state.account(), state.mail()));
        Mailbox mailbox = state.mail()
                .mailbox(name)
                .orElseThrow(() ->
                        new MailboxException(MailboxException.Reason.NONEXISTENT, "there is no mailbox named " + name));
        var open = new OpenMailbox(state.mail(), state.mail().view(mailbox.id()), readOnly);
        open.describe(session.out());
        session.become(new InMailbox(state.account(), state.mail(), open));
        return ImapReply.ok(readOnly ? "Opened for reading." : "Opened.").with(readOnly ? "READ-ONLY" : "READ-WRITE");
    }
}
