package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.FlagChange;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.mailbox.UidSet;
import org.mailstead.store.StoreFault;

/** Answers one FETCH. */
final class Fetching {
    private final ImapSession session;
    private final OpenMailbox open;
    private final MailboxView view;
    private final List<FetchItem> items;
    private final boolean byUid;
    private final boolean needsMessage;

    Fetching(ImapSession session, OpenMailbox open, List<FetchItem> items, boolean byUid) {
        this.session = session;
        this.open = open;
        this.view = open.view();
        this.items = items;
        this.byUid = byUid;
        this.needsMessage = items.stream().anyMatch(FetchItem::needsMessage);
    }

    ImapReply run(SequenceSet messages, FetchModifiers modifiers) throws IOException {
        if (modifiers.vanished()) tellVanished(messages, modifiers);
        UidSet uids = open.uids(messages, byUid);
        // The range counts all messages, changed or not. RFC 9394 §3.4.
        if (modifiers.partial() != null) uids = modifiers.partial().of(uids);
        if (modifiers.changedSince().isPresent()) {
            uids = changed(uids, modifiers.changedSince().getAsLong());
        }
        MessageLimit within = MessageLimit.of(uids, session.server().limits().messages());
        uids = within.uids();
        UidSet seen = markSeen(uids);
        ImapReply failure = null;
        for (int r = 0; r < uids.ranges(); r++) {
            for (int i = view.indexOf(uids.first(r)); i < view.size() && view.uid(i) <= uids.last(r); i++) {
                ImapReply obstacle = answer(i, seen.contains(view.uid(i)));
                if (obstacle != null) failure = obstacle;
            }
        }
        return failure == null ? within.on(ImapReply.ok("Fetched.")) : failure;
    }

    /** Tells of one message; returns why nothing could be told, null if it was. */
    private @Nullable ImapReply answer(int index, boolean flagsChanged) throws IOException {
        StoredMessage message = needsMessage ? load(open.mail(), view.messageId(index)) : null;
        if (needsMessage && message == null) return ImapReplies.SOME_UNREADABLE;
        var context = new FetchItem.Context(open, index, message);
        for (FetchItem item : items) {
            ImapReply obstacle = item.obstacle(context);
            if (obstacle == null) continue;
            if (flagsChanged) open.tellFlags(session.out(), index);
            return obstacle;
        }
        one(context, flagsChanged);
        return null;
    }

    /** Before any FETCH response. RFC 7162 §3.2.6. */
    private void tellVanished(SequenceSet messages, FetchModifiers modifiers) throws IOException {
        UidSet among = messages.isSaved() ? open.saved() : messages.uidsEver(view);
        Resynchronisation.tellVanished(open, modifiers.changedSince().orElseThrow(), among, session.out());
    }

    private UidSet changed(UidSet uids, long since) {
        var changed = new UidSet.Builder();
        uids.forEach(uid -> {
            if (open.modSeq(view.indexOf(uid)) > since) changed.add(uid);
        });
        return changed.build();
    }

    /** Reading a body marks the message as seen. RFC 3501 §6.4.5, BODY[]. */
    private UidSet markSeen(UidSet uids) throws IOException {
        boolean may = !open.readOnly() && open.rights().has(Right.SEEN);
        if (!may || items.stream().noneMatch(FetchItem::marksSeen)) return UidSet.EMPTY;
        // As it is now: another session may have taken the mark away without this client having heard.
        MailboxView now = open.current();
        var unseen = new UidSet.Builder();
        now.present(uids).forEach(uid -> {
            if ((now.flags(now.indexOf(uid)) & FlagBits.SEEN) == 0) unseen.add(uid);
        });
        var change = new FlagChange(FlagChange.Mode.ADD, FlagSet.of(FlagBits.SEEN));
        UidSet changed = open.mail()
                .changeFlags(open.id(), unseen.build(), change, session.actor())
                .changed();
        open.changedAndToldByMe(changed, session.out());
        return changed;
    }

    private @Nullable StoredMessage load(MailAccount mail, long messageId) {
        try {
            return mail.message(messageId);
        } catch (StoreFault e) {
            session.log("a message cannot be read: {}", e.toString());
            return null;
        }
    }

    private void one(FetchItem.Context context, boolean flagsChanged) throws IOException {
        ImapWriter out = session.out();
        open.beginFetch(out, context.index());
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
        if (flagsChanged) tellSeen(context, out);
        out.text(")").line();
    }

    /** RFC 7162 §3.1: with new flags comes their change number. */
    private void tellSeen(FetchItem.Context context, ImapWriter out) throws IOException {
        if (!items.contains(FetchItem.FLAGS)) {
            out.text(" ");
            FetchItem.FLAGS.write(context, out);
        }
        if (session.enabled(Extension.CONDSTORE) && !items.contains(FetchItem.MODSEQ)) {
            out.text(" ");
            FetchItem.MODSEQ.write(context, out);
        }
    }
}
