package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.ImapState.WithAccount;

/**
 * UNAUTHENTICATE: back to where the session was before it signed in, for another user. RFC 8437 §2. The mailbox is closed
 * without expunging, and nothing stays that was switched on; TLS and compression belong to the connection and stay.
 */
record Unauthenticate() implements ImapCommand.AfterSignIn {
    static Unauthenticate read(ImapReader in) {
        in.end();
        return new Unauthenticate();
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        session.log("signed out {}", state.account().address());
        session.notifications(Notifications.unasked(session));
        session.enabled().clear();
        session.become(new Greeted(0));
        return ImapReply.ok("Signed out.").with("CAPABILITY " + Capability.list(session));
    }
}
