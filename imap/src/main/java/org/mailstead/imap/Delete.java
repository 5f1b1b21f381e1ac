package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Right;

/** DELETE. RFC 3501 §6.3.4, RFC 9051 §6.3.5. */
record Delete(TypedName name) implements ImapCommand.AfterSignIn {
    static Delete read(ImapReader in) throws IOException {
        in.space();
        var name = TypedName.read(in);
        in.end();
        return new Delete(name);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name.name());
        // One's own that is only a name is refused for another reason than one that never was.
        if (located.isShared() || located.find().isPresent()) located.mailbox(Right.DELETE_MAILBOX);
        located.mail().delete(located.name(), session.actor());
        name.tell(located, null, session, state);
        return ImapReply.ok("Deleted.");
    }
}
