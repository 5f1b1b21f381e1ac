package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.FlagChange;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.mailbox.UidSet;
import org.mailstead.store.StoreFault;

/** FETCH and UID FETCH. RFC 3501 §6.4.5, §6.4.8. The items are in {@link FetchItem}. */
record Fetch(SequenceSet messages, boolean byUid, List<FetchItem> items) implements ImapCommand.InOpenMailbox {
    private static final ImapReply SOME_UNREADABLE = ImapReply.no(
            "SERVERBUG", "Some messages could not be read because of an error of the server; it is logged.");

    static Fetch read(ImapReader in, boolean byUid) throws IOException {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        var items = new ArrayList<FetchItem>();
        if (in.take('(')) {
            do {
                FetchItem.read(in, items);
            } while (in.nextInList());
        } else {
            FetchItem.read(in, items);
        }
        in.end();
        // The answer to UID FETCH always says which message it is about.
        if (byUid && !items.contains(FetchItem.UID)) items.addFirst(FetchItem.UID);
        return new Fetch(messages, byUid, List.copyOf(items));
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        MailboxView view = open.view();
        UidSet uids = byUid ? view.present(messages.uids(view)) : messages.numbers(view);
        UidSet seen = markSeen(session, open, uids);
        boolean needsMessage = items.stream().anyMatch(FetchItem::needsMessage);
        boolean allReadable = true;
        for (int r = 0; r < uids.ranges(); r++) {
            for (int i = view.indexOf(uids.first(r)); i < view.size() && view.uid(i) <= uids.last(r); i++) {
                StoredMessage message = needsMessage ? load(session, state.mail(), view.messageId(i)) : null;
                if (needsMessage && message == null) allReadable = false;
                else one(session, new FetchItem.Context(open, i, message), seen.contains(view.uid(i)));
            }
        }
        return allReadable ? ImapReply.ok("Fetched.") : SOME_UNREADABLE;
    }

    /** Reading a body marks the message as seen. RFC 3501 §6.4.5, BODY[]. */
    private UidSet markSeen(ImapSession session, OpenMailbox open, UidSet uids) throws IOException {
        if (open.readOnly() || items.stream().noneMatch(FetchItem::marksSeen)) return UidSet.EMPTY;
        var unseen = new UidSet.Builder();
        uids.forEach(uid -> {
            if ((open.flags(open.view().indexOf(uid)) & FlagBits.SEEN) == 0) unseen.add(uid);
        });
        var change = new FlagChange(FlagChange.Mode.ADD, FlagSet.of(FlagBits.SEEN));
        UidSet changed = open.mail().changeFlags(open.id(), unseen.build(), change, session.actor());
        open.changedByMe(changed, session.out());
        return changed;
    }

    private static @Nullable StoredMessage load(ImapSession session, MailAccount mail, long messageId) {
        try {
            return mail.message(messageId);
        } catch (StoreFault e) {
            session.log("a message cannot be read: {}", e.toString());
            return null;
        }
    }

    private void one(ImapSession session, FetchItem.Context context, boolean flagsChanged) throws IOException {
        ImapWriter out = session.out();
        out.text("* ").number(context.index() + 1).text(" FETCH (");
        boolean first = true;
        try {
            for (FetchItem item : items) {
                if (!first) out.text(" ");
                item.write(context, out);
                first = false;
            }
        } catch (StoreFault e) {
            // Half a response is out: the client can only be kept from misreading the rest by ending here.
            throw new IOException("a message broke off in the middle of an answer", e);
        }
        if (flagsChanged && !items.contains(FetchItem.FLAGS)) {
            out.text(" ");
            FetchItem.FLAGS.write(context, out);
        }
        out.text(")").line();
    }
}
