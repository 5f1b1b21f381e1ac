package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;

/** RENAME. RFC 3501 §6.3.5; the rights for it: RFC 4314 §4. */
record Rename(TypedName from, TypedName to) implements ImapCommand.AfterSignIn {
    static Rename read(ImapReader in) throws IOException {
        in.space();
        var from = TypedName.read(in);
        in.space();
        var to = TypedName.read(in);
        in.end();
        return new Rename(from, to);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located here = session.locate(state, from.name());
        here.requireMayRename();
        Located there = session.locate(state, to.name());
        there.requireMayCreate();
        if (!here.mail().id().equals(there.mail().id())) return ImapReplies.BETWEEN_ACCOUNTS;
        // Renaming INBOX moves its messages and leaves it there: nothing that concerns others.
        if (here.isShared() && here.name().isInbox()) return ImapReplies.NOT_YOURS;
        here.mail().rename(here.name(), there.name(), session.actor());
        if (from.differs(here, session) || to.differs(there, session)) {
            // By the name that was typed for the old one, which is what the client knows. RFC 9051 §6.3.6.
            new TypedName(to.name(), from.typed()).list(there, there.find().orElse(null), session, state);
        }
        return ImapReply.ok("Renamed.");
    }
}
