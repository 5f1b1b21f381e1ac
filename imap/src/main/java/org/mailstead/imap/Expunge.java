package org.mailstead.imap;

import java.util.Optional;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.UidSet;

/** EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1). */
record Expunge(Optional<SequenceSet> only) implements ImapCommand.InOpenMailbox {
    static Expunge read(ImapReader in) {
        in.end();
        return new Expunge(Optional.empty());
    }

    static Expunge readUid(ImapReader in) {
        in.space();
        SequenceSet uids = in.sequenceSet();
        in.end();
        return new Expunge(Optional.of(uids));
    }

    /** What went is told when the session is brought up to date, as for any other change. */
    @Override
    public ImapReply run(ImapSession session, InMailbox state) {
        OpenMailbox open = state.open();
        open.requireWritable();
        UidSet among = only.map(uids -> uids.uids(open.view())).orElse(UidSet.ALL);
        UidSet gone = state.mail().expunge(open.id(), among, session.actor());
        session.log("expunged {} messages", gone.size());
        return ImapReply.ok("Expunged.");
    }
}
