package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Grants.Change;
import org.mailstead.mailbox.Grants.Mode;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;

/** SETACL. RFC 4314 §3.1. */
record SetAcl(MailboxName name, Identifier identifier, Mode mode, Rights rights) implements ImapCommand.AfterSignIn {
    static SetAcl read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        Identifier identifier = Identifier.read(in);
        in.space();
        String typed = in.astring();
        in.end();
        Mode mode = typed.startsWith("+") ? Mode.ADD : typed.startsWith("-") ? Mode.REMOVE : Mode.REPLACE;
        String letters = mode == Mode.REPLACE ? typed : typed.substring(1);
        Rights rights = Rights.parse(letters)
                .orElseThrow(() -> new Malformed("Rights are letters out of " + Rights.ALL + ", all small."));
        return new SetAcl(name, identifier, mode, rights);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        Located located = session.locate(state, name);
        Mailbox mailbox = located.mailbox(Right.ADMINISTER);
        var grantee = identifier.grantee(session.server().directory(), state.account());
        var change = new Change(grantee, identifier.taking(), mode, rights);
        located.mail().access().change(mailbox.id(), change, session.actor());
        session.namespaces().index(located.mail());
        session.log("changed the rights of {} on {}", identifier.typed(), located.shown());
        return ImapReply.ok("Rights changed.");
    }
}
