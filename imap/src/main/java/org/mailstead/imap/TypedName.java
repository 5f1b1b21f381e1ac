package org.mailstead.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;

/**
 * A mailbox's name and what the client wrote for it, which may be in other characters: it would not find the mailbox in a
 * list. RFC 9051 §6.3.9.7.
 */
record TypedName(MailboxName name, String typed) {
    static TypedName read(ImapReader in) throws IOException {
        return of(in.astring(), in);
    }

    static TypedName of(String raw, ImapReader in) {
        return new TypedName(in.mailboxName(raw), in.unicodeName(raw));
    }

    /** Whether the client has to be told what the mailbox is called here. */
    boolean differs(Located located, ImapSession session) {
        return session.enabled(Extension.IMAP4REV2)
                && !typed.equals(located.shown().toString());
    }

    /** Tells it, if need be. */
    void tell(Located located, @Nullable Mailbox found, ImapSession session, WithAccount state) throws IOException {
        if (differs(located, session)) list(located, found, session, state);
    }

    /**
     * LIST of one mailbox, with the name that was typed where that is another one.
     *
     * @param found null for a mailbox just deleted
     */
    void list(Located located, @Nullable Mailbox found, ImapSession session, WithAccount state) throws IOException {
        ListLine line = found == null
                ? ListLine.missing(located.shown(), false)
                : ListLine.of(new Reachable(
                        located, located.isShared() ? found.withoutUses() : found, located.rights(found)));
        ImapWriter out = session.out();
        line.begin(out, hasBelow(located, session, state), Set.of());
        if (differs(located, session)) {
            out.text(" (\"OLDNAME\" (");
            out.quoted(new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            out.text("))");
        }
        out.line();
    }

    private static boolean hasBelow(Located located, ImapSession session, WithAccount state) {
        if (!located.isShared()) return located.mail().hasBelow(located.name());
        return session.reachable(state).stream()
                .anyMatch(each -> each.located().shown().isBelow(located.shown()));
    }
}
