package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.mailbox.UidSet;

/**
 * The messages a command is asked to work on, cut down to as many as it may. RFC 9738 §3.
 *
 * @param uids the highest ones
 * @param cut whether there were more
 */
record MessageLimit(UidSet uids, boolean cut, int limit) {
    static MessageLimit of(UidSet asked, int limit) {
        UidSet within = asked.highest(limit);
        return new MessageLimit(within, !within.equals(asked), limit);
    }

    /** The response code, which names the lowest UID worked on, so that the client can go on below it. */
    String code() {
        return "MESSAGELIMIT " + limit + " " + uids.lowest();
    }

    /** The reply of a command that did a part of what it was asked. */
    ImapReply on(ImapReply done) {
        return cut ? ImapReplies.PARTLY_DONE.with(code()) : done;
    }

    /** The same for a command whose reply has another code to bring. */
    void tell(ImapWriter out) throws IOException {
        if (cut) out.untagged("OK", "[" + code() + "] " + ImapReplies.PARTLY_DONE.text());
    }

    /** For commands that do all or nothing. */
    void refuseIfCut() {
        if (cut) throw ImapReplies.TOO_MANY_MESSAGES.with(code()).asRefusal();
    }
}
