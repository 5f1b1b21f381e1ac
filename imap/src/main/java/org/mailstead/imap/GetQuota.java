package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;

/** GETQUOTA. RFC 9208 §4.1.2. */
record GetQuota(String root) implements ImapCommand.AfterSignIn {
    static GetQuota read(ImapReader in) throws IOException {
        in.space();
        String root = in.astring();
        in.end();
        return new GetQuota(root);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        QuotaRoot.named(root, session, state).write(session.out());
        return ImapReply.ok("Done.");
    }
}
