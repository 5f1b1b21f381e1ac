package org.mailstead.imap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Annotations;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;

/**
 * SETMETADATA; NIL removes an entry. RFC 5464 §4.3.
 *
 * @param name null for the server
 */
record SetMetadata(@Nullable MailboxName name, Map<String, byte @Nullable []> changes)
        implements ImapCommand.AfterSignIn {
    /** Entries in one command: each is an operation of the same commit. */
    private static final int MOST = 100;

    static SetMetadata read(ImapReader in) throws IOException {
        in.space();
        String raw = in.astring();
        MailboxName name = raw.isEmpty() ? null : in.mailboxName(raw);
        in.space();
        in.want('(');
        var changes = new HashMap<String, byte @Nullable []>();
        do {
            String entry = in.astring();
            if (!Annotations.isName(entry)) throw MetadataQuery.notAName();
            in.space();
            changes.put(
                    entry,
                    in.value(Annotations.VALUE_BYTES, ImapReplies.VALUE_TOO_LONG)
                            .orElse(null));
            if (changes.size() > MOST) throw new Malformed("At most " + MOST + " entries can be set at once.");
        } while (in.nextInList());
        in.end();
        return new SetMetadata(name, changes);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        Metadata metadata;
        if (name == null) {
            metadata = Metadata.ofServer(session, state);
        } else {
            Located located = session.locate(state, name);
            metadata = Metadata.of(located, located.mailbox(Right.READ, needed()), state);
        }
        metadata.set(changes, session.actor());
        return ImapReply.ok("Kept.");
    }

    /** What all who share the mailbox see is changed by those who may change it. RFC 5464 §7. */
    private Right needed() {
        boolean shared = changes.keySet().stream().anyMatch(entry -> entry.regionMatches(true, 0, "/shared/", 0, 8));
        return shared ? Right.WRITE : Right.READ;
    }
}
