package org.mailstead.imap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.imap.EndOfCommand.Malformed;

/** ID: programs say who they are, for the log and the account's journal. RFC 2971 §3.1. */
record Id(Map<String, String> fields) implements ImapCommand.Anytime {
    /** RFC 2971 §3.3: no more than 30 fields. */
    private static final int FIELDS = 30;

    static Id read(ImapReader in) throws IOException {
        in.space();
        var fields = new HashMap<String, String>();
        if (!in.take('(')) {
            if (in.nstring().isPresent()) throw new Malformed("ID takes NIL or a list.");
        } else {
            while (!in.take(')')) {
                String name = ImapReader.unicode(in.string()).toLowerCase(Locale.ROOT);
                in.space();
                Optional<String> value = in.nstring();
                value.ifPresent(text -> fields.put(name, ImapReader.unicode(text)));
                if (fields.size() > FIELDS) throw new Malformed("ID takes at most 30 fields.");
                if (!in.peekIs(')')) in.space();
            }
        }
        in.end();
        return new Id(Map.copyOf(fields));
    }

    @Override
    public ImapReply run(ImapSession session) throws IOException {
        if (!fields.isEmpty()) session.program(fields);
        session.out().untagged("ID", "(\"name\" \"Mailstead\")");
        return ImapReply.ok("Pleased to meet you.");
    }
}
