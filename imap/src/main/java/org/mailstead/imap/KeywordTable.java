package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.FlagSet;

/** The keywords of the selected mailbox that its client was told of. The table only grows, and keeps its order. */
final class KeywordTable {
    private static final long SYSTEM = (1L << FlagBits.FIRST_KEYWORD) - 1;

    /** Bits of the flags the client may set, all keywords or none. */
    private long settable;

    private List<String> told = List.of();

    KeywordTable(long settable) {
        this.settable = settable;
    }

    List<String> told() {
        return told;
    }

    /** A client must know a keyword before it sees it used. */
    void tell(List<String> now, ImapWriter out) throws IOException {
        if (now.size() > told.size()) tellAll(now, out);
    }

    /** After somebody changed what the client may set. RFC 4314 §5.1.1. */
    void tellIfOthersCount(long nowSettable, ImapWriter out) throws IOException {
        if (nowSettable == settable) return;
        settable = nowSettable;
        tellAll(told, out);
    }

    /** FLAGS and PERMANENTFLAGS. RFC 3501 §7.2.6, §7.1. */
    void tellAll(List<String> now, ImapWriter out) throws IOException {
        told = now;
        var names = new ArrayList<>(FlagBits.SYSTEM);
        names.addAll(now);
        out.text("* FLAGS (").text(String.join(" ", names)).text(")").line();
        String permanent = String.join(" ", permanent(now));
        out.text("* OK [PERMANENTFLAGS (")
                .text(permanent)
                .text(")] Flags that are kept")
                .line();
    }

    private List<String> permanent(List<String> now) {
        var names = new ArrayList<>(FlagSet.names(settable & SYSTEM, List.of()));
        if ((settable & 1L << FlagBits.FIRST_KEYWORD) == 0) return names;
        names.addAll(now);
        if (now.size() < FlagBits.MAX_KEYWORDS) names.add("\\*");
        return names;
    }
}
