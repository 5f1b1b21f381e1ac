package org.mailstead.imap;

import java.io.IOException;
import java.util.TreeMap;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** LSUB. RFC 3501 §6.3.9. */
record Lsub(String reference, String pattern) implements ImapCommand.AfterSignIn {
    static Lsub read(ImapReader in) throws IOException {
        in.space();
        String reference = in.unicodeName(in.astring());
        in.space();
        String pattern = ListMailboxes.pattern(in);
        in.end();
        return new Lsub(reference, pattern);
    }

    /** With {@code %}, a level above a subscribed name is shown too, as one that cannot be selected. */
    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        ListPattern wanted = ListPattern.of(reference, pattern);
        var shown = new TreeMap<MailboxName, String>();
        for (MailboxName name : state.mail().subscriptions()) {
            if (wanted.matches(name.toString())) {
                shown.put(name, "");
            } else if (pattern.endsWith("%")) {
                var parent = name.parent();
                while (parent.isPresent()) {
                    if (wanted.matches(parent.get().toString())) shown.putIfAbsent(parent.get(), "\\Noselect");
                    parent = parent.get().parent();
                }
            }
        }
        for (var entry : shown.entrySet()) {
            session.out().text("* LSUB (").text(entry.getValue()).text(") \"/\" ");
            session.out().mailbox(entry.getKey()).line();
        }
        return ImapReply.ok("Listed.");
    }
}
