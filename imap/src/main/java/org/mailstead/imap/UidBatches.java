package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.MailboxView;

/**
 * UIDBATCHES: cuts the mailbox into ranges of UIDs with equally many messages, the newest first. RFC 10022 §3.
 *
 * @param size messages in a batch
 * @param first the first batch wanted, counted from 1
 * @param last the last one wanted
 */
record UidBatches(String tag, long size, long first, long last) implements ImapCommand.InOpenMailbox {
    /** Messages in a batch: with fewer the answer would be no shorter than the UIDs themselves. */
    static final int SMALLEST = 500;

    /** Batches in an answer; of the smallest size, half a million messages. */
    static final int MOST = 1_000;

    static UidBatches read(String tag, ImapReader in) {
        in.space();
        long size = in.number();
        if (size < 1) throw in.wanted("how many messages a batch has");
        long first = 1;
        long last = Long.MAX_VALUE;
        if (in.moreAfterSpace()) {
            first = in.number();
            in.want(':');
            last = in.number();
            if (first < 1 || last < first) throw new Malformed("Batches are counted from 1, the lower number first.");
        }
        in.end();
        return new UidBatches(tag, size, first, last);
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        MailboxView view = state.open().view();
        if (size < SMALLEST) return ImapReplies.BATCHES_TOO_SMALL;
        long all = (view.size() + size - 1) / size;
        long end = Math.min(all, last);
        if (end - first + 1 > MOST) return ImapReplies.TOO_MANY_BATCHES;
        ImapWriter out = session.out();
        out.text("* UIDBATCHES (TAG ").quoted(tag).text(")");
        for (long batch = first; batch <= end; batch++) {
            out.text(batch == first ? " " : ",").number(highest(view, batch - 1));
            out.text(":").number(batch == all ? 1 : highest(view, batch) + 1);
        }
        out.line();
        return ImapReply.ok("Done.");
    }

    /** The highest UID of a batch, counted from 0. Ranges leave no gap, so that messages missing now are in one as well. */
    private long highest(MailboxView view, long batch) {
        return view.uid((int) (view.size() - 1 - batch * size));
    }
}
