package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.WithAccount;

/**
 * COMPRESS: from here on both sides send deflate. RFC 4978 §3. Only for clients that have signed in: the work it makes
 * for us is not for strangers, and TLS, which has to come first, then is there already.
 */
record Compress(String mechanism) implements ImapCommand.AfterSignIn {
    static Compress read(ImapReader in) {
        in.space();
        String mechanism = in.word();
        in.end();
        return new Compress(mechanism);
    }

    /** The answer goes out as it is; what follows it, in both directions, is compressed. */
    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        if (!mechanism.equals("DEFLATE")) return ImapReplies.UNKNOWN_COMPRESSION;
        if (session.connection().isCompressed()) return ImapReplies.COMPRESSION_IS_ON;
        session.answerNow(ImapReply.ok("Compressed from here on."));
        session.connection().compress();
        return ImapReply.ANSWERED;
    }
}
