package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Grantee;
import org.mailstead.mailbox.Grants;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;

/** LISTRIGHTS: each right can be given by itself. RFC 4314 §3.4, §3.7; where {@code c} and {@code d} stand: §2.1.1. */
record ListRights(MailboxName name, Identifier identifier) implements ImapCommand.AfterSignIn {
    static ListRights read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        Identifier identifier = Identifier.read(in);
        in.end();
        return new ListRights(name, identifier);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name);
        located.mailbox(Right.ADMINISTER);
        var grantee = identifier.grantee(session.server().directory(), state.account());
        boolean owner = grantee.equals(Grantee.account(located.mail().id()));
        Rights always = owner && !identifier.taking() ? Grants.OWNER_KEEPS : Rights.NONE;
        Rights never = owner && identifier.taking() ? Grants.OWNER_KEEPS : Rights.NONE;
        ImapWriter out = session.out();
        out.text("* LISTRIGHTS ")
                .mailbox(located.shown())
                .text(" ")
                .unicode(identifier.typed())
                .text(" ")
                .astring(always.toString());
        // Not as letters of a set of one, which would bring the old letters along with each of their parts.
        for (Right right : Right.values()) {
            if (!always.has(right) && !never.has(right)) out.text(" " + right.letter());
        }
        out.text(" c d").line();
        return ImapReply.ok("Done.");
    }
}
