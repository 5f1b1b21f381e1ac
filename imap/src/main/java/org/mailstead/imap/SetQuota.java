package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;

/**
 * SETQUOTA. RFC 9208 §4.1.1. Nobody may raise his own limits, so it is refused to all; who runs the server sets them by
 * {@code mailstead account quota}.
 */
record SetQuota(String root) implements ImapCommand.AfterSignIn {
    static SetQuota read(ImapReader in) throws IOException {
        in.space();
        String root = in.astring();
        in.space();
        in.want('(');
        while (!in.take(')')) {
            String word = in.word();
            if (QuotaResource.of(word).isEmpty()) throw new Malformed("There is no resource " + word + ".");
            in.space();
            in.number();
            if (!in.peekIs(')')) in.space();
        }
        in.end();
        return new SetQuota(root);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        return ImapReplies.ADMINISTRATOR_ONLY;
    }
}
