package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.Right;
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

    @Override
    public boolean asksForNews() {
        return true;
    }

    /** What went is told when the session is brought up to date, as for any other change. */
    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        open.requireWritable(Right.EXPUNGE);
        int limit = session.server().limits().messages();
        MessageLimit within = only.map(uids -> MessageLimit.of(open.uids(uids, true), limit))
                .orElse(new MessageLimit(UidSet.ALL, false, limit));
        UidSet gone = open.mail().expunge(open.id(), within.uids(), session.actor());
        session.log("expunged {} messages", gone.size());
        if (!session.enabled(Extension.QRESYNC) || gone.isEmpty()) return within.on(ImapReply.ok("Expunged."));
        within.tell(session.out());
        // The number counts only for a client that has heard everything up to it. RFC 7162 §3.2.8.
        open.sync(session.out(), true);
        return ImapReply.ok("Expunged.").with("HIGHESTMODSEQ " + open.view().changeNumber());
    }
}
