package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.imap.ImapState.WithAccount;

/**
 * ENABLE. RFC 5161 §3.1; RFC 9051 §6.3.1. Allowed with a mailbox open as well: the answer marks the point from which
 * the new rules hold, so nothing is lost by it.
 */
record Enable(List<String> names) implements ImapCommand.AfterSignIn {
    static Enable read(ImapReader in) {
        var names = new ArrayList<String>();
        do {
            in.space();
            names.add(in.word());
        } while (in.peekIs(' '));
        in.end();
        return new Enable(List.copyOf(names));
    }

    /** What is not known is left out of the answer, and is no mistake. */
    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        var done = new StringBuilder();
        for (String name : names) {
            Extension.switchable(name)
                    .filter(session::offers)
                    .filter(session::enable)
                    .ifPresent(extension -> done.append(' ').append(extension.announced()));
        }
        session.out().text("* ENABLED").text(done.toString()).line();
        return ImapReply.ok("Done.");
    }
}
