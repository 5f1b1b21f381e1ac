package org.mailstead.imap;

import java.io.IOException;
import java.util.Set;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;

/** CREATE. RFC 3501 §6.3.3. */
record Create(MailboxName name) implements ImapCommand.AfterSignIn {
    static Create read(ImapReader in) throws IOException {
        in.space();
        String raw = in.astring();
        in.end();
        // A separator at the end only says that there will be mailboxes below.
        String plain = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return new Create(in.mailboxName(plain));
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        Located located = session.locate(state, name);
        Mailbox made = located.mail().create(located.name(), Set.of(), session.actor());
        return ImapReply.ok("Created.").with("MAILBOXID (" + ObjectIds.mailbox(located.mail(), made.id()) + ")");
    }
}
