package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailAccount.Copied;
import org.mailstead.mailbox.MailAccount.Target;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.UidSet;

/** COPY (RFC 3501 §6.4.7) and MOVE (RFC 6851 §3), by message number or UID. COPYUID: RFC 4315 §3. */
record Copy(SequenceSet messages, boolean byUid, boolean move, MailboxName target)
        implements ImapCommand.InOpenMailbox {
    static Copy read(ImapReader in, boolean byUid, boolean move) throws IOException {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        MailboxName target = in.mailbox();
        in.end();
        return new Copy(messages, byUid, move, target);
    }

    @Override
    public boolean asksForNews() {
        return move;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        // A move is as good as \Deleted and EXPUNGE. RFC 6851 §4.5.
        if (move) open.requireWritable(Right.DELETE_MESSAGES, Right.EXPUNGE);
        MailAccount mail = open.mail();
        Located located = session.locate(state, target);
        Mailbox mailbox = located.target();
        var to =
                new Target(located.mail(), mailbox.id(), located.rights(mailbox).flags());
        ImapLimits limits = session.server().limits();
        MessageLimit within =
                MessageLimit.of(open.uids(messages, byUid), move ? limits.messages() : limits.messagesSaved());
        if (!move) within.refuseIfCut();
        UidSet uids = within.uids();
        Copied done = move
                ? mail.move(open.id(), uids, to, session.actor())
                : mail.copy(open.id(), uids, to, session.actor());
        session.added(to.account(), to.mailbox(), done.destination());
        if (done.source().isEmpty()) return ImapReply.ok("There was nothing to do.");
        String code = "COPYUID " + done.uidValidity() + " " + done.source() + " " + done.destination();
        if (!move) return ImapReply.ok("Copied.").with(code);
        // The client must know the new UIDs before it hears that the old ones are gone. RFC 6851 §4.3.
        session.out().untagged("OK", "[" + code + "] Moved.");
        if (!session.enabled(Extension.QRESYNC)) return within.on(ImapReply.ok("Moved."));
        within.tell(session.out());
        open.sync(session.out(), true);
        return ImapReply.ok("Moved.").with("HIGHESTMODSEQ " + open.view().changeNumber());
    }
}
