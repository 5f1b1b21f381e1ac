package org.mailstead.imap;

import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.SignedIn;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.UidSet;

/** CLOSE: removes what is marked \Deleted without a word, unless the mailbox was only examined. RFC 3501 §6.4.2. */
record Close() implements ImapCommand.InOpenMailbox {
    static Close read(ImapReader in) {
        in.end();
        return new Close();
    }

    @Override
    public boolean closes() {
        return true;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) {
        OpenMailbox open = state.open();
        session.become(new SignedIn(state.account(), state.mail()));
        boolean there = open.mail().mailbox(open.id()).isPresent();
        // Without the right to, it closes all the same. RFC 4314 §4.
        boolean may = !open.readOnly() && open.rights().has(Right.EXPUNGE);
        if (may && there) open.mail().expunge(open.id(), UidSet.ALL, session.actor());
        return ImapReply.ok("Closed.");
    }
}
