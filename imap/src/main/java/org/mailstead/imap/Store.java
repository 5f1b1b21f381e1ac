package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.FlagChange;
import org.mailstead.mailbox.FlagChange.Mode;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/** STORE and UID STORE. RFC 3501 §6.4.6, §6.4.8. */
record Store(SequenceSet messages, boolean byUid, FlagChange change, boolean silent)
        implements ImapCommand.InOpenMailbox {
    static Store read(ImapReader in, boolean byUid) {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        Mode mode = in.take('+') ? Mode.ADD : in.take('-') ? Mode.REMOVE : Mode.REPLACE;
        String item = in.word();
        boolean silent = item.equals("FLAGS.SILENT");
        if (!silent && !item.equals("FLAGS")) throw in.wanted("FLAGS or FLAGS.SILENT");
        in.space();
        FlagChange change = new FlagChange(mode, FlagNames.read(in.flags(false)));
        in.end();
        return new Store(messages, byUid, change, silent);
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        open.requireWritable();
        MailboxView view = open.view();
        UidSet uids = byUid ? view.present(messages.uids(view)) : messages.numbers(view);
        UidSet changed = state.mail().changeFlags(open.id(), uids, change, session.actor());
        open.changedByMe(changed, session.out());
        if (!silent) {
            for (int r = 0; r < uids.ranges(); r++) {
                for (int i = view.indexOf(uids.first(r)); i < view.size() && view.uid(i) <= uids.last(r); i++) {
                    session.out().text("* ").number(i + 1).text(" FETCH (");
                    open.writeFlags(session.out(), i);
                    if (byUid) session.out().text(" UID ").number(view.uid(i));
                    session.out().text(")").line();
                }
            }
        }
        return ImapReply.ok("Done.");
    }
}
