package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;

/** CANCELUPDATE: ends what UPDATE began in a search. RFC 5267 §4.3.5. */
record CancelUpdate(List<String> tags) implements ImapCommand.InOpenMailbox {
    static CancelUpdate read(ImapReader in) throws IOException {
        var tags = new ArrayList<String>();
        do {
            in.space();
            if (!in.peekIs('"')) throw new Malformed("CANCELUPDATE takes tags in quotes.");
            tags.add(in.string());
        } while (in.peekIs(' '));
        in.end();
        return new CancelUpdate(List.copyOf(tags));
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) {
        tags.forEach(state.open().contexts()::cancel);
        return ImapReply.ok("No longer kept up to date.");
    }
}
