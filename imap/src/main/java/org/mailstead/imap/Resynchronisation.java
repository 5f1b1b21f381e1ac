package org.mailstead.imap;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/**
 * What a client that comes back still has of a mailbox, and what it must be told to have it right again. RFC 7162
 * §3.2.5.
 *
 * @param since the change number up to which it knows everything
 * @param knownUids only these interest it; null: all
 */
record Resynchronisation(
        long uidValidity, long since, @Nullable SequenceSet knownUids) {
    /** Reads {@code (uidvalidity modseq [known-uids] [(numbers uids)])} and the space before it. */
    static Resynchronisation read(ImapReader in) throws IOException {
        in.space();
        in.want('(');
        long uidValidity = in.number();
        in.space();
        long since = in.modSeq();
        if (uidValidity < 1 || since < 1) throw in.wanted("a number above 0");
        SequenceSet known = null;
        while (!in.take(')')) {
            in.space();
            if (in.take('(')) {
                // Pairs of numbers and UIDs help a server without a log of what went; this one has a log.
                in.sequenceSet();
                in.space();
                in.sequenceSet();
                in.want(')');
            } else {
                if (known != null) throw in.wanted("the closing bracket");
                known = in.sequenceSet();
                if (known.isSaved()) throw in.wanted("the UIDs that are known");
            }
        }
        return new Resynchronisation(uidValidity, since, known);
    }

    /** Nothing is told if the UIDs the client has mean something else by now. */
    void tell(OpenMailbox open, ImapWriter out) throws IOException {
        MailboxView view = open.view();
        if (view.uidValidity() != uidValidity) return;
        UidSet among = knownUids == null ? UidSet.ALL : knownUids.uids(view);
        tellVanished(open, since, among, out);
        UidSet asked = view.present(among);
        for (int r = 0; r < asked.ranges(); r++) {
            for (int i = view.indexOf(asked.first(r)); i < view.size() && view.uid(i) <= asked.last(r); i++) {
                if (view.changeNumber(i) > since) open.tellFlags(out, i);
            }
        }
    }

    /** {@code * VANISHED (EARLIER)} for those of {@code among} that went after {@code since}. RFC 7162 §3.2.10.1. */
    static void tellVanished(OpenMailbox open, long since, UidSet among, ImapWriter out) throws IOException {
        UidSet gone = open.mail()
                .journal()
                .vanishedSince(open.id(), since)
                .orElseGet(() -> everythingMissing(open.view()))
                .and(among)
                .without(open.view().present(among));
        if (!gone.isEmpty()) out.text("* VANISHED (EARLIER) ").uids(gone).line();
    }

    /** The log does not reach back so far: a client may be told of UIDs that it never knew. RFC 7162 §3.2.5.1. */
    private static UidSet everythingMissing(MailboxView view) {
        return view.uidNext() <= 1 ? UidSet.EMPTY : UidSet.range(1, view.uidNext() - 1);
    }
}
