package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;

/** MYRIGHTS. RFC 4314 §3.5, §3.8. */
record MyRights(MailboxName name) implements ImapCommand.AfterSignIn {
    /** Whoever has none of these has no business to know. RFC 4314 §4. */
    private static final Rights ANY =
            Rights.of(Right.LOOKUP, Right.READ, Right.INSERT, Right.CREATE, Right.DELETE_MAILBOX, Right.ADMINISTER);

    static MyRights read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.end();
        return new MyRights(name);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name);
        Mailbox mailbox = located.mail().mailbox(located.name()).orElseThrow(() -> Located.missing(located.shown()));
        Rights rights = located.rights(mailbox);
        if (!rights.hasAny(ANY)) throw Located.missing(located.shown());
        write(session.out(), located.shown(), rights);
        return ImapReply.ok("Done.");
    }

    /** The response, which LIST gives too. RFC 8440 §3. */
    static void write(ImapWriter out, MailboxName shown, Rights rights) throws IOException {
        out.text("* MYRIGHTS ")
                .mailbox(shown)
                .text(" ")
                .astring(rights.toString())
                .line();
    }
}
