package org.mailstead.imap;

import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.SignedIn;

/** UNSELECT: CLOSE that removes nothing. RFC 3691 §2. */
record Unselect() implements ImapCommand.InOpenMailbox {
    static Unselect read(ImapReader in) {
        in.end();
        return new Unselect();
    }

    @Override
    public boolean closes() {
        return true;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) {
        session.become(new SignedIn(state.account(), state.mail()));
        return ImapReply.ok("Closed.");
    }
}
