package org.mailstead.imap;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;
import org.mailstead.message.Charsets;

/** SEARCH and UID SEARCH. RFC 3501 §6.4.4, §6.4.8. */
record Search(SearchKey key, boolean byUid) implements ImapCommand.InOpenMailbox {
    static Search read(ImapReader in, boolean byUid) throws IOException {
        in.space();
        Charset charset = StandardCharsets.UTF_8;
        String word = in.peekWord();
        if (word.equals("CHARSET")) {
            in.word();
            in.space();
            charset = Charsets.named(in.astring()).orElseThrow(ImapReplies.BAD_CHARSET::asRefusal);
            in.space();
        }
        SearchKey key = SearchKey.readAll(in, charset);
        in.end();
        return new Search(key, byUid);
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        MailboxView view = open.view();
        UidSet found = open.mail().search(view, key.in(open));
        ImapWriter out = session.out();
        out.text("* SEARCH");
        for (int r = 0; r < found.ranges(); r++) {
            // Only UIDs of the view are found, so a range of them is a run of messages.
            int index = byUid ? 0 : view.indexOf(found.first(r));
            for (int uid = found.first(r); uid <= found.last(r); uid++)
                out.text(" ").number(byUid ? uid : ++index);
        }
        out.line();
        return ImapReply.ok("Searched.");
    }
}
