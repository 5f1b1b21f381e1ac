package org.mailstead.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Envelope.EmailAddress;

/**
 * Reads the addresses of a header field. RFC 5322 §3.4 and §4.4, and whatever else is between two commas: an address a
 * sender has mangled is still shown.
 */
public final class AddressList {
    private final String text;
    private final List<EmailAddress> found = new ArrayList<>();

    /** What stands outside angle brackets and comments, quotes taken off: the name, if there are angle brackets. */
    private final StringBuilder phrase = new StringBuilder();

    /** The same with quotes left on: the address, if there are none. */
    private final StringBuilder bare = new StringBuilder();

    private @Nullable String angle;

    /** How much of {@link #phrase} stood before {@link #angle}. */
    private int beforeAngle;

    private @Nullable String comment;
    private boolean inGroup;
    private int at;

    /** From here on there is no closing quote, or bracket; looking for it each time again would take for ever. */
    private int noQuoteFrom = Integer.MAX_VALUE;

    private int noCommentEndFrom = Integer.MAX_VALUE;

    private AddressList(String text) {
        this.text = text;
    }

    /**
     * @param value unfolded value of a field, as ISO 8859-1
     * @return at most {@link MessageLimits#ADDRESSES} addresses and marks of groups
     */
    public static List<EmailAddress> parse(String value) {
        var list = new AddressList(value);
        list.run();
        return List.copyOf(list.found);
    }

    private void run() {
        // Two places are kept for the last address and the end of a group.
        while (at < text.length() && found.size() < MessageLimits.ADDRESSES - 2) {
            char c = text.charAt(at++);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment();
                case '<' -> angle();
                case '>' -> {
                    // Its partner was forgotten.
                }
                case ',' -> finish();
                case ':' -> colon();
                case ';' -> endGroup();
                default -> plain(c);
            }
        }
        finish();
        if (inGroup) endGroup();
    }

    private void plain(char c) {
        phrase.append(c);
        bare.append(c);
    }

    /** The end of the quoted string that begins at {@code at}; -1 if it has none, the quote then being a slip. */
    private int endOfQuoted(int from) {
        if (from >= noQuoteFrom) return -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') return i;
            if (c == '\\') i++;
        }
        noQuoteFrom = from;
        return -1;
    }

    private void quoted() {
        int end = endOfQuoted(at);
        if (end < 0) return;
        bare.append(text, at - 1, end + 1);
        for (; at < end; at++) {
            char c = text.charAt(at);
            phrase.append(c == '\\' && at + 1 < end ? text.charAt(++at) : c);
        }
        at = end + 1;
    }

    private void comment() {
        int end = at >= noCommentEndFrom ? -1 : endOfComment(at);
        if (end < 0) {
            noCommentEndFrom = Math.min(noCommentEndFrom, at);
            plain('(');
            return;
        }
        comment = text.substring(at, end).replace("\\", "").strip();
        at = end + 1;
        // A comment parts words as a blank does.
        plain(' ');
    }

    private int endOfComment(int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') i++;
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) return i;
        }
        return -1;
    }

    private void angle() {
        // A comma was forgotten: what stands between two addresses is the name of the second.
        if (angle != null) {
            String between = phrase.substring(beforeAngle);
            phrase.setLength(beforeAngle);
            finish();
            phrase.append(between);
        }
        beforeAngle = phrase.length();
        int end = at;
        while (end < text.length() && text.charAt(end) != '>') {
            char c = text.charAt(end);
            // Without its bracket an address ends where the next begins.
            if (c == '<' || (c == ',' && !isRoute(end))) break;
            int quoteEnd = c == '"' && end == at ? endOfQuoted(end + 1) : -1;
            end = quoteEnd > 0 ? quoteEnd + 1 : end + 1;
        }
        angle = text.substring(at, end);
        at = end < text.length() && text.charAt(end) == '>' ? end + 1 : end;
    }

    /** Whether a comma inside brackets is one between the hosts of a route: {@code <@a,@b:joe@c>}. RFC 5322 §4.4. */
    private boolean isRoute(int comma) {
        int next = comma + 1;
        while (next < text.length() && text.charAt(next) <= ' ') next++;
        return next < text.length() && (text.charAt(next) == '@' || text.charAt(next) == ',');
    }

    private void colon() {
        if (inGroup || angle != null || bare.indexOf("@") >= 0) {
            plain(':');
            return;
        }
        found.add(new EmailAddress(null, collapsed(phrase), null));
        clear();
        inGroup = true;
    }

    private void endGroup() {
        finish();
        if (inGroup) found.add(new EmailAddress(null, null, null));
        inGroup = false;
    }

    private void finish() {
        if (angle != null) {
            String name = collapsed(phrase);
            add(name.isEmpty() ? comment : name, withoutRoute(angle));
        } else {
            String address = collapsed(bare);
            if (!address.isEmpty()) add(comment, address);
        }
        clear();
    }

    private void clear() {
        phrase.setLength(0);
        bare.setLength(0);
        angle = null;
        comment = null;
    }

    /** A missing host is written empty: a null one would make the address a group's name. RFC 3501 §7.4.2. */
    private void add(@Nullable String name, String spec) {
        String trimmed = spec.strip();
        int split = trimmed.lastIndexOf('@');
        String mailbox = split < 0 ? trimmed : trimmed.substring(0, split).strip();
        String host = split < 0 ? "" : trimmed.substring(split + 1).strip();
        if (mailbox.isEmpty() && host.isEmpty() && name == null) return;
        found.add(new EmailAddress(name, unquoted(withoutBlanks(mailbox)), withoutBlanks(host)));
    }

    /** {@code joe . doe} means joe.doe: blanks around dots are an old form. RFC 5322 §4.4. */
    private static String withoutBlanks(String part) {
        if (part.indexOf(' ') < 0 || part.indexOf('.') < 0 || part.startsWith("\"")) return part;
        var joined = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean afterDot = !joined.isEmpty() && joined.charAt(joined.length() - 1) == '.';
            if (c == ' ' && (afterDot || nextIsDot(part, i))) continue;
            joined.append(c);
        }
        return joined.toString();
    }

    private static boolean nextIsDot(String part, int blank) {
        // Blanks were collapsed before, except in brackets, where a second one merely stays.
        return blank + 1 < part.length() && part.charAt(blank + 1) == '.';
    }

    private static String unquoted(String mailbox) {
        if (mailbox.length() < 2 || mailbox.charAt(0) != '"' || !mailbox.endsWith("\"")) return mailbox;
        String inside = mailbox.substring(1, mailbox.length() - 1);
        if (inside.indexOf('\\') < 0) return inside;
        var plain = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            plain.append(c == '\\' && i + 1 < inside.length() ? inside.charAt(++i) : c);
        }
        return plain.toString();
    }

    /** {@code @a,@b:joe@c} means joe@c. RFC 5322 §4.4. */
    private static String withoutRoute(String spec) {
        String trimmed = spec.strip();
        int colon = trimmed.indexOf(':');
        String address = trimmed.startsWith("@") && colon > 0 ? trimmed.substring(colon + 1) : trimmed;
        return address.indexOf('(') < 0 || address.indexOf('"') >= 0 ? address : withoutComments(address);
    }

    private static String withoutComments(String address) {
        var plain = new StringBuilder(address.length());
        int depth = 0;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '(') depth++;
            if (depth == 0) plain.append(c);
            if (c == ')' && depth > 0) depth--;
        }
        return plain.toString();
    }

    /** White space made one blank each, and none at the ends. */
    private static String collapsed(StringBuilder words) {
        var collapsed = new StringBuilder(words.length());
        boolean blank = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                blank = !collapsed.isEmpty();
            } else {
                if (blank) collapsed.append(' ');
                blank = false;
                collapsed.append(c);
            }
        }
        return collapsed.toString();
    }
}
