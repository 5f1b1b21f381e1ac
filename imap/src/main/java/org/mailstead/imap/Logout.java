package org.mailstead.imap;

import java.io.IOException;

/** LOGOUT: BYE comes before the tagged answer. RFC 3501 §6.1.3. */
record Logout() implements ImapCommand.Anytime {
    static Logout read(ImapReader in) {
        in.end();
        return new Logout();
    }

    @Override
    public ImapReply run(ImapSession session) throws IOException {
        session.out().untagged("BYE", ImapReplies.BYE);
        session.become(new ImapState.Ended(""));
        return ImapReply.ok("Logged out.");
    }
}
