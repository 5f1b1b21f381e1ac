package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;

/**
 * FETCH and UID FETCH. RFC 3501 §6.4.5, §6.4.8; RFC 9051 §6.4.5. The items are in {@link FetchItem}, the work is done by {@link Fetching}.
 */
record Fetch(SequenceSet messages, boolean byUid, List<FetchItem> items, FetchModifiers modifiers)
        implements ImapCommand.InOpenMailbox {
    static Fetch read(ImapReader in, boolean byUid) throws IOException {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        var items = new ArrayList<FetchItem>();
        if (in.take('(')) {
            do {
                FetchItem.read(in, items);
                if (items.size() > in.limits().fetchItems()) throw new Malformed("FETCH has too many items.");
            } while (in.nextInList());
        } else {
            FetchItem.read(in, items);
        }
        FetchModifiers modifiers = in.moreAfterSpace() ? FetchModifiers.read(in, byUid) : FetchModifiers.NONE;
        in.end();
        return new Fetch(messages, byUid, List.copyOf(items), modifiers);
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        if (modifiers.vanished() && !session.enabled(Extension.QRESYNC)) return ImapReplies.QRESYNC_IS_OFF;
        boolean modSeq = modifiers.changedSince().isPresent() || items.contains(FetchItem.MODSEQ);
        if (modSeq) session.wantsModSeq(open);
        return new Fetching(session, open, answered(session), byUid).run(messages, modifiers);
    }

    /** The items with those that are told unasked: which message an answer to UID FETCH is about, and its change number. */
    private List<FetchItem> answered(ImapSession session) {
        var all = new ArrayList<>(items);
        boolean uid = byUid && !session.enabled(Extension.UIDONLY);
        if (uid && !all.contains(FetchItem.UID)) all.addFirst(FetchItem.UID);
        if (modifiers.changedSince().isPresent() && !all.contains(FetchItem.MODSEQ)) all.add(FetchItem.MODSEQ);
        return all;
    }
}
