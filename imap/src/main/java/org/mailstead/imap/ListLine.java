package org.mailstead.imap;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;

/**
 * How a client is told unasked that a name means something else now. RFC 5465 §5.4, §5.5, §5.9.
 *
 * @param found null where the name means no mailbox that the client may see
 * @param old what the mailbox was called, if it was renamed
 * @param taken whether there is a mailbox, but no longer one for this client
 */
record ListLine(
        MailboxName name,
        @Nullable Reachable found,
        @Nullable MailboxName old,
        boolean taken) {
    static ListLine of(Reachable found) {
        return new ListLine(found.located().shown(), found, null, false);
    }

    static ListLine missing(MailboxName name, boolean taken) {
        return new ListLine(name, null, null, taken);
    }

    /** @param children whether there are mailboxes below it that the client may see */
    void write(ImapWriter out, boolean children, Set<MailboxName> subscribed) throws IOException {
        begin(out, children, subscribed);
        if (old != null) out.text(" (\"OLDNAME\" (").mailbox(old).text("))");
        out.line();
    }

    /** Without what may come behind the name. */
    void begin(ImapWriter out, boolean children, Set<MailboxName> subscribed) throws IOException {
        out.text("* LIST (");
        if (found == null) out.text("\\NonExistent");
        if (children) out.text(found == null ? " \\HasChildren" : "\\HasChildren");
        else if (found != null) out.text("\\HasNoChildren");
        if (taken || (found != null && !found.rights().has(Right.READ))) out.text(" \\NoAccess");
        if (subscribed.contains(name)) out.text(" \\Subscribed");
        if (found != null) {
            for (var use : found.mailbox().uses()) out.text(" ").text(use.attribute());
        }
        out.text(") \"/\" ").mailbox(name);
    }
}
