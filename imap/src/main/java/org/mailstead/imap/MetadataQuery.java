package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.Annotations;

/**
 * Which annotations a client wants, in GETMETADATA and LIST. RFC 5464 §4.2, RFC 9590 §3.
 *
 * @param maxSize values of more bytes are left out. RFC 5464 §4.2.1
 * @param depth levels below each entry that are wanted too. RFC 5464 §4.2.2
 */
record MetadataQuery(List<String> entries, long maxSize, int depth) {
    private static final int INFINITY = Integer.MAX_VALUE;

    /** Entries in one command: each is looked up in each mailbox of a LIST. */
    private static final int MOST = 100;

    /** What may stand in brackets before the entries. */
    record Options(long maxSize, int depth) {
        static final Options NONE = new Options(Long.MAX_VALUE, 0);

        static Options read(ImapReader in) {
            long maxSize = NONE.maxSize;
            int depth = NONE.depth;
            in.want('(');
            do {
                String option = in.word();
                in.space();
                switch (option) {
                    case "MAXSIZE" -> maxSize = in.number();
                    case "DEPTH" -> depth = readDepth(in.word());
                    default -> throw new Malformed("GETMETADATA knows no option " + option + ".");
                }
            } while (in.nextInList());
            return new Options(maxSize, depth);
        }

        private static int readDepth(String word) {
            return switch (word) {
                case "0" -> 0;
                case "1" -> 1;
                case "INFINITY" -> INFINITY;
                default -> throw new Malformed("DEPTH is 0, 1 or infinity.");
            };
        }
    }

    /** Whether options come next, which begin like a list of entries. */
    static boolean atOptions(ImapReader in) {
        String word = in.peekWordInside();
        return word.equals("MAXSIZE") || word.equals("DEPTH");
    }

    /** Reads {@code entry} or {@code (entry entry ...)}. */
    static MetadataQuery read(ImapReader in, Options options) throws IOException {
        var entries = new ArrayList<String>();
        if (in.take('(')) {
            do {
                entries.add(entry(in));
                if (entries.size() > MOST) throw new Malformed("At most " + MOST + " entries can be asked for.");
            } while (in.nextInList());
        } else {
            entries.add(entry(in));
        }
        return new MetadataQuery(List.copyOf(entries), options.maxSize, options.depth);
    }

    /** The two roots are no entries themselves, but have some below. */
    private static String entry(ImapReader in) throws IOException {
        String name = in.astring();
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("/private") || lower.equals("/shared") || Annotations.isName(name)) return name;
        throw notAName();
    }

    static Malformed notAName() {
        return new Malformed("An entry is named like /private/comment or /shared/comment.");
    }

    /** Writes the METADATA response, if there is one; returns the length of the longest value left out, or 0. */
    long write(ImapWriter out, Optional<Located> located, Metadata metadata) throws IOException {
        var found = new TreeMap<String, Optional<byte[]>>(String.CASE_INSENSITIVE_ORDER);
        for (String entry : entries) found.put(entry, metadata.find(entry));
        if (depth > 0) addBelow(found, metadata.all());
        long longest = 0;
        boolean begun = false;
        for (Map.Entry<String, Optional<byte[]>> each : found.entrySet()) {
            Optional<byte[]> value = each.getValue();
            if (value.isPresent() && value.get().length > maxSize) {
                longest = Math.max(longest, value.get().length);
                continue;
            }
            if (begun) {
                out.text(" ");
            } else {
                out.text("* METADATA ");
                if (located.isPresent()) out.mailbox(located.get().shown());
                else out.quoted("");
                out.text(" (");
                begun = true;
            }
            out.astring(each.getKey()).text(" ");
            if (value.isPresent()) out.value(value.get());
            else out.text("NIL");
        }
        if (begun) out.text(")").line();
        return longest;
    }

    private void addBelow(Map<String, Optional<byte[]>> found, Map<String, byte[]> all) {
        // A root or a branch without a value of its own is not worth a line.
        found.values().removeIf(Optional::isEmpty);
        all.forEach((name, value) -> {
            for (String entry : entries) {
                String above = entry.toLowerCase(Locale.ROOT) + "/";
                if (!name.startsWith(above)) continue;
                long levels = name.substring(above.length())
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1;
                if (levels <= depth) found.put(name, Optional.of(value));
            }
        });
    }

    /** The end of a command that left out values that are too long. RFC 5464 §4.2.1. */
    static ImapReply done(String text, long longest) {
        ImapReply ok = ImapReply.ok(text);
        return longest == 0 ? ok : ok.with("METADATA LONGENTRIES " + longest);
    }
}
