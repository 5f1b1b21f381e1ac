package org.mailstead.message;

import java.util.ArrayList;
import java.util.List;

/** Finds message identifiers in header fields. RFC 5322 §3.6.4. */
final class MessageIds {
    private MessageIds() {}

    /**
     * The identifiers in a value, without angle brackets, quotes and white space, so that two spellings of one are equal
     * (RFC 5256 §3, REFERENCES). Whatever stands between them is passed over.
     */
    static List<String> in(String value) {
        var found = new ArrayList<String>();
        var id = new StringBuilder();
        boolean inside = false;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '<' && !quoted) {
                // A bracket that was never closed is a slip.
                inside = true;
                id.setLength(0);
            } else if (inside && c == '"') {
                quoted = !quoted;
            } else if (inside && c == '>' && !quoted) {
                inside = false;
                if (!id.isEmpty() && id.length() <= MessageLimits.MESSAGE_ID_BYTES) found.add(id.toString());
            } else if (inside && c == '\\' && quoted && i + 1 < value.length()) {
                id.append(value.charAt(++i));
            } else if (inside && c > ' ') {
                id.append(c);
            }
        }
        return found;
    }

    /**
     * The messages before this one in its conversation, the oldest first. Of very many the first is kept and the last ones:
     * those say where the message belongs.
     */
    static List<String> references(HeaderBlock header) {
        List<String> all = in(String.join(" ", header.all("References")));
        if (all.isEmpty()) return List.of();
        int room = MessageLimits.REFERENCES_BYTES - all.getFirst().length();
        int from = all.size();
        int least = Math.max(1, all.size() - MessageLimits.REFERENCES + 1);
        while (from > least && all.get(from - 1).length() <= room)
            room -= all.get(--from).length();
        var kept = new ArrayList<String>(all.size() - from + 1);
        kept.add(all.getFirst());
        kept.addAll(all.subList(from, all.size()));
        return List.copyOf(kept);
    }
}
