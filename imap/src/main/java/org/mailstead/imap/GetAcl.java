package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;

/** GETACL. RFC 4314 §3.3, §3.6. Entries of people who are gone are not told. */
record GetAcl(MailboxName name) implements ImapCommand.AfterSignIn {
    static GetAcl read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.end();
        return new GetAcl(name);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name);
        Mailbox mailbox = located.mailbox(Right.ADMINISTER);
        ImapWriter out = session.out();
        out.text("* ACL ").mailbox(located.shown());
        for (var entry : located.mail().access().of(mailbox.id()).told().entrySet()) {
            String who =
                    Identifier.of(entry.getKey(), session.server().directory()).orElse(null);
            if (who == null) continue;
            write(out, who, entry.getValue().given());
            write(out, "-" + who, entry.getValue().taken());
        }
        out.line();
        return ImapReply.ok("Done.");
    }

    private static void write(ImapWriter out, String identifier, Rights rights) throws IOException {
        if (rights.isEmpty()) return;
        out.text(" ").unicode(identifier).text(" ").text(rights.toString());
    }
}
