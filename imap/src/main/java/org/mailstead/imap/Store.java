package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.FlagChange;
import org.mailstead.mailbox.FlagChange.Mode;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount.Reflagged;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/**
 * STORE and UID STORE. RFC 3501 §6.4.6, §6.4.8; UNCHANGEDSINCE: RFC 7162 §3.1.3.
 *
 * @param conditional whether the client wants change numbers from here on
 */
record Store(SequenceSet messages, boolean byUid, FlagChange change, boolean silent, boolean conditional)
        implements ImapCommand.InOpenMailbox {
    static Store read(ImapReader in, boolean byUid) {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        boolean conditional = in.take('(');
        long unchangedSince = Long.MAX_VALUE;
        if (conditional) {
            String modifier = in.word();
            if (!modifier.equals("UNCHANGEDSINCE")) throw new Malformed("STORE knows no modifier " + modifier + ".");
            in.space();
            unchangedSince = in.modSeq();
            in.want(')');
            in.space();
        }
        Mode mode = in.take('+') ? Mode.ADD : in.take('-') ? Mode.REMOVE : Mode.REPLACE;
        String item = in.word();
        boolean silent = item.equals("FLAGS.SILENT");
        if (!silent && !item.equals("FLAGS")) throw in.wanted("FLAGS or FLAGS.SILENT");
        in.space();
        var change = new FlagChange(mode, FlagNames.read(FlagNames.words(in, false)), unchangedSince);
        in.end();
        return new Store(messages, byUid, change, silent, conditional);
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        open.requireWritable();
        long settable = open.settable();
        if (touchesOnlyOthersThan(settable)) throw ImapReplies.NO_PERMISSION.asRefusal();
        if (conditional) session.wantsModSeq(open);
        MessageLimit within = MessageLimit.of(
                open.uids(messages, byUid), session.server().limits().messages());
        UidSet uids = within.uids();
        Reflagged done = open.mail().changeFlags(open.id(), uids, change.within(settable), session.actor());
        tell(session, open, uids.without(done.refused()), done.changed(), isWholeWithin(settable));
        // Nothing is told of it now, so the client must know that it does not know all. RFC 2180 §4.2.1.
        boolean someGone = !byUid && open.current().present(uids).size() < uids.size();
        if (someGone && done.refused().isEmpty()) return ImapReplies.SOME_GONE;
        if (done.refused().isEmpty()) return within.on(ImapReply.ok("Done."));
        within.tell(session.out());
        return ImapReplies.SOME_MODIFIED.with("MODIFIED " + named(open.view(), done.refused()));
    }

    /** Where at least one of the flags may be set, the others are passed over. RFC 4314 §4, STORE. */
    private boolean touchesOnlyOthersThan(long settable) {
        FlagSet named = change.flags();
        if (named.equals(FlagSet.NONE)) return settable == 0;
        return named.within(settable).equals(FlagSet.NONE);
    }

    /** Whether the flags will be as the client thinks they are, which was not told of any passed over. */
    private boolean isWholeWithin(long settable) {
        return settable == -1L
                || (change.mode() != Mode.REPLACE
                        && change.flags().within(settable).equals(change.flags()));
    }

    private void tell(ImapSession session, OpenMailbox open, UidSet stored, UidSet changed, boolean whole)
            throws IOException {
        if (!silent || !whole) {
            open.changedAndToldByMe(changed, session.out());
            each(open.view(), stored, i -> tell(session.out(), open, i));
        } else {
            UidSet right = open.changedSilentlyByMe(changed, change, session.out());
            // The flags are known, the new change number is not. RFC 7162 §3.1.3.
            if (session.enabled(Extension.CONDSTORE)) each(open.view(), right, i -> tellModSeq(session.out(), open, i));
        }
    }

    private void tell(ImapWriter out, OpenMailbox open, int index) throws IOException {
        open.beginFetch(out, index);
        open.writeFlags(out, index);
        writeUid(out, open, index);
        if (open.enabled().has(Extension.CONDSTORE)) {
            out.text(" ");
            open.writeModSeq(out, index);
        }
        out.text(")").line();
    }

    private void tellModSeq(ImapWriter out, OpenMailbox open, int index) throws IOException {
        open.beginFetch(out, index);
        open.writeModSeq(out, index);
        writeUid(out, open, index);
        out.text(")").line();
    }

    private void writeUid(ImapWriter out, OpenMailbox open, int index) throws IOException {
        boolean qresync = open.enabled().has(Extension.QRESYNC);
        if ((byUid || qresync) && !open.enabled().has(Extension.UIDONLY)) {
            out.text(" UID ").number(open.view().uid(index));
        }
    }

    private interface Teller {
        void tell(int index) throws IOException;
    }

    private static void each(MailboxView view, UidSet uids, Teller teller) throws IOException {
        for (int r = 0; r < uids.ranges(); r++) {
            for (int i = view.indexOf(uids.first(r)); i < view.size() && view.uid(i) <= uids.last(r); i++) {
                teller.tell(i);
            }
        }
    }

    /** The set as the client would write it: UIDs or numbers. */
    private String named(MailboxView view, UidSet uids) {
        return (byUid ? uids : SequenceSet.numbersOf(view, uids)).toString();
    }
}
