package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.MailAccount.Appended;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.NewMessages;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.UidSet;

/**
 * REPLACE and UID REPLACE: a new message comes, an old one goes, in one step. RFC 8508 §3. Into another account's mailbox
 * it takes two; then the new one comes first, so that at the worst both are there.
 */
record Replace(SequenceSet message, boolean byUid, MailboxName name, ImapReader in)
        implements ImapCommand.InOpenMailbox {
    static Replace read(ImapReader in, boolean byUid) throws IOException {
        in.space();
        SequenceSet message = in.sequenceSet();
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        return new Replace(message, byUid, name, in);
    }

    @Override
    public boolean asksForNews() {
        return true;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        open.requireWritable(Right.DELETE_MESSAGES, Right.EXPUNGE);
        UidSet old = open.uids(message, byUid);
        if (old.size() > 1) throw in.wanted("one message to replace");
        if (old.isEmpty()) return ImapReplies.NOTHING_TO_REPLACE;
        Located located = session.locate(state, name);
        Mailbox mailbox = located.target();
        var messages = new NewMessages();
        new MessageIntake(session, state, located, mailbox).receive(messages);
        // RFC 8508 §4.7: the command stands for one message.
        in.end();
        Optional<Appended> done = replace(open, old.lowest(), located, mailbox, messages, session);
        if (done.isEmpty()) return ImapReplies.NOTHING_TO_REPLACE;
        // Before the client hears that the old one is gone, as with MOVE. RFC 8508 §4.3.
        session.out().untagged("OK", "[" + Append.code(done.get()) + "] Replaced.");
        if (!session.enabled(Extension.QRESYNC)) return ImapReply.ok("Replaced.");
        // As for UID EXPUNGE; the number counts only once the client has heard everything up to it. RFC 8508 §4.5.
        open.sync(session.out(), true);
        return ImapReply.ok("Replaced.").with("HIGHESTMODSEQ " + open.view().changeNumber());
    }

    private static Optional<Appended> replace(
            OpenMailbox open, int old, Located located, Mailbox to, NewMessages messages, ImapSession session) {
        if (located.mail().id().equals(open.mail().id())) {
            var done = located.mail().replace(open.id(), old, to.id(), messages, session.actor());
            done.ifPresent(appended -> session.added(located.mail(), to.id(), appended.uids()));
            return done;
        }
        if (open.mail().view(open.id()).indexOf(old) < 0) return Optional.empty();
        Appended appended = Append.store(located, to, messages, session);
        open.mail().remove(open.id(), UidSet.of(old), session.actor());
        return Optional.of(appended);
    }
}
