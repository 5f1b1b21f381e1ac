package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.mailbox.FlagBits;

/** The keywords of the selected mailbox that its client was told of. The table only grows, and keeps its order. */
final class KeywordTable {
    private final boolean readOnly;
    private List<String> told = List.of();

    KeywordTable(boolean readOnly) {
        this.readOnly = readOnly;
    }

    List<String> told() {
        return told;
    }

    /** A client must know a keyword before it sees it used. */
    void tell(List<String> now, ImapWriter out) throws IOException {
        if (now.size() > told.size()) tellAll(now, out);
    }

    /** FLAGS and PERMANENTFLAGS. RFC 3501 §7.2.6, §7.1. */
    void tellAll(List<String> now, ImapWriter out) throws IOException {
        told = now;
        var names = new ArrayList<>(FlagBits.SYSTEM);
        names.addAll(now);
        String all = String.join(" ", names);
        out.text("* FLAGS (").text(all).text(")").line();
        String more = now.size() < FlagBits.MAX_KEYWORDS ? " \\*" : "";
        String permanent = readOnly ? "" : all + more;
        out.text("* OK [PERMANENTFLAGS (")
                .text(permanent)
                .text(")] Flags that are kept")
                .line();
    }
}
