package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** SUBSCRIBE and UNSUBSCRIBE. RFC 3501 §6.3.6, §6.3.7. */
record Subscribe(MailboxName name, boolean on) implements ImapCommand.AfterSignIn {
    static Subscribe read(ImapReader in, boolean on) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.end();
        return new Subscribe(name, on);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        state.mail().subscribe(SharedName.canonical(name), on, session.actor());
        return ImapReply.ok(on ? "Subscribed." : "No longer subscribed.");
    }
}
