package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailAccount.Copied;
import org.mailstead.mailbox.MailAccount.Target;
import org.mailstead.mailbox.MessageMoves.Transfer;

/**
 * Copying and moving into another account. The bytes of a message are shared, its rows are written anew by a commit of the
 * other account. No commit spans two accounts, so a move copies first and removes then: whatever fails, no message is
 * lost, and some may be there twice. What is removed here can be brought back for a while, like anything expunged, which
 * also keeps its bytes from being collected before the other account names them.
 */
final class BetweenAccounts {
    /** Messages in one commit: each takes up to 35 of its 4,096 operations, most of them for its thread. */
    private static final int MESSAGES = 100;

    /** Bytes of records in one commit, half of what it may have: the other rows need room, and estimates may be wrong. */
    private static final long RECORD_BYTES = 512 * 1024;

    private final MailAccount source;
    private final MailboxId from;
    private final Target to;
    private final Actor by;

    BetweenAccounts(MailAccount source, MailboxId from, Target to, Actor by) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.by = by;
    }

    /** A message on its way, with flags as the other mailbox shall have them. */
    private record Traveller(MessageRow row, PreparedMessage message, FlagSet flags) {}

    Copied copy(UidSet uids) {
        Transfer copied = begin(uids);
        try {
            carry(uids, copied, false);
        } catch (RuntimeException failed) {
            try {
                to.account().remove(to.mailbox(), copied.destination(), by);
            } catch (RuntimeException again) {
                failed.addSuppressed(again);
            }
            throw failed;
        }
        return copied.result();
    }

    Copied move(UidSet uids) {
        Transfer moved = begin(uids);
        carry(uids, moved, true);
        return moved.result();
    }

    /** Asks once whether all of it fits, so that nothing is begun that cannot be ended. */
    private Transfer begin(UidSet uids) {
        MailboxView view = source.view(from);
        UidSet present = view.present(uids);
        long bytes = MessageMoves.bytes(view, present);
        return to.account().partition().edit(by, edit -> {
            edit.requireRoom(bytes, present.size(), 0);
            return new Transfer(edit.mailbox(to.mailbox()).uidValidity());
        });
    }

    private void carry(UidSet uids, Transfer whole, boolean move) {
        MailboxView view = source.view(from);
        var piece = new ArrayList<Traveller>();
        long bytes = 0;
        UidSet present = view.present(uids);
        for (int r = 0; r < present.ranges(); r++) {
            for (int i = view.indexOf(present.first(r)); i < view.size() && view.uid(i) <= present.last(r); i++) {
                Traveller next = traveller(view, view.uid(i));
                if (next == null) continue;
                piece.add(next);
                bytes += MessageRecord.encode(next.message(), 0).length;
                if (piece.size() == MESSAGES || bytes >= RECORD_BYTES) {
                    whole.add(arrive(piece, move));
                    piece.clear();
                    bytes = 0;
                }
            }
        }
        if (!piece.isEmpty()) whole.add(arrive(piece, move));
    }

    /** Null if the message went meanwhile. */
    private @Nullable Traveller traveller(MailboxView view, int uid) {
        byte[] place = source.partition().rows().get(AccountKeys.place(from, uid));
        if (place == null) return null;
        MessageRow row = MessageRow.decode(uid, place);
        StoredMessage message = source.message(row.messageId());
        return new Traveller(
                row,
                new PreparedMessage(message.blob(), message.index(), source.preview(message)),
                named(row.flags(), view));
    }

    private FlagSet named(long flags, MailboxView view) {
        List<String> table = view.keywords();
        // The row may be younger than the view, and name a keyword that came between.
        boolean unknown = flags >>> FlagBits.FIRST_KEYWORD >>> table.size() != 0;
        if (unknown && table.size() < FlagBits.MAX_KEYWORDS)
            table = source.view(from).keywords();
        var keywords = new TreeSet<String>();
        for (int i = 0; i < table.size(); i++) {
            if ((flags & 1L << (FlagBits.FIRST_KEYWORD + i)) != 0) keywords.add(table.get(i));
        }
        return new FlagSet(flags & ((1L << FlagBits.FIRST_KEYWORD) - 1), keywords).within(to.flags());
    }

    private Transfer arrive(List<Traveller> piece, boolean move) {
        List<Traveller> all = List.copyOf(piece);
        Transfer done = to.account().partition().edit(by, edit -> {
            var part = new Transfer();
            edit.requireRoom(all.stream().mapToLong(each -> each.row().bytes()).sum(), all.size(), 0);
            for (Traveller each : all) {
                long bits = Keywords.bits(edit, to.mailbox(), each.flags());
                long id = edit.newMessage(each.message());
                int uid = edit.add(
                        to.mailbox(), id, bits, each.row().bytes(), each.row().date());
                part.add(each.row().uid(), uid);
            }
            return part;
        });
        if (move) source.remove(from, done.source(), by);
        return done;
    }
}
