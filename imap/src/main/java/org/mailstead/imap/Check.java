package org.mailstead.imap;

import org.mailstead.imap.ImapState.InMailbox;

/** CHECK: everything acknowledged is on disk already. RFC 3501 §6.4.1. */
record Check() implements ImapCommand.InOpenMailbox {
    static Check read(ImapReader in) {
        in.end();
        return new Check();
    }

    @Override
    public boolean asksForNews() {
        return true;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) {
        return ImapReply.ok("Done.");
    }
}
