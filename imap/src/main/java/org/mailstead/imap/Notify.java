package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;

/**
 * NOTIFY: what the client wants to hear of from now on, between commands and without IDLE. RFC 5465 §3.1.
 *
 * @param status whether to tell first how the mailboxes are
 * @param groups empty for NONE
 */
record Notify(boolean status, List<EventGroup> groups) implements ImapCommand.AfterSignIn {
    /** Each is looked at for each mailbox at each change; programs send two or three. */
    private static final int GROUPS = 20;

    static Notify read(ImapReader in) throws IOException {
        in.space();
        String form = in.word();
        if (form.equals("NONE")) {
            in.end();
            return new Notify(false, List.of());
        }
        if (!form.equals("SET")) throw new Malformed("NOTIFY takes SET or NONE.");
        in.space();
        boolean status = !in.peekIs('(');
        if (status) {
            if (!in.word().equals("STATUS")) throw new Malformed("Expected STATUS or a group of events.");
            in.space();
        }
        var groups = new ArrayList<EventGroup>();
        do {
            groups.add(EventGroup.read(in));
            if (groups.size() > GROUPS) throw new Malformed("NOTIFY takes at most " + GROUPS + " groups.");
        } while (in.moreAfterSpace());
        in.end();
        if (groups.stream().filter(group -> group.scope().kind().isSelected()).count() > 1) {
            throw new Malformed("The selected mailbox can be named once.");
        }
        return new Notify(status, List.copyOf(groups));
    }

    /** Replaces what was asked before. */
    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Notifications asked = Notifications.asked(session, state, groups);
        if (asked.tooMany()) return ImapReplies.TOO_MANY_NOTIFICATIONS;
        // What has gathered is told by the rules so far, flags too. RFC 5465 §3.1.
        if (!groups.isEmpty() && state instanceof InMailbox selected) {
            selected.open().sync(session.out(), true, true);
        }
        session.notifications(asked);
        asked.tellFirst(status, state);
        return ImapReply.ok(groups.isEmpty() ? "Nothing will be told." : "You will hear of it.");
    }
}
