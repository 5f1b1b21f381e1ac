package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;

/** DELETEACL. The owner's entry cannot go: he has all rights again then. RFC 4314 §3.2. */
record DeleteAcl(MailboxName name, Identifier identifier) implements ImapCommand.AfterSignIn {
    static DeleteAcl read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        Identifier identifier = Identifier.read(in);
        in.end();
        return new DeleteAcl(name, identifier);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        Located located = session.locate(state, name);
        Mailbox mailbox = located.mailbox(Right.ADMINISTER);
        var grantee = identifier.grantee(session.server().directory(), state.account());
        located.mail().access().remove(mailbox.id(), grantee, identifier.taking(), session.actor());
        session.namespaces().index(located.mail());
        session.log("removed the rights of {} on {}", identifier.typed(), located.shown());
        return ImapReply.ok("Rights removed.");
    }
}
