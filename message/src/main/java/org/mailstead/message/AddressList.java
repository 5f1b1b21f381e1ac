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
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder bare = new StringBuilder();
    private @Nullable String angle;
    private @Nullable String comment;
    private boolean inGroup;
    private int at;

    private AddressList(String text) {
        this.text = text;
    }

    /** @param value unfolded value of a field, as ISO 8859-1 */
    public static List<EmailAddress> parse(String value) {
        var list = new AddressList(value);
        list.run();
        return List.copyOf(list.found);
    }

    private void run() {
        while (at < text.length() && found.size() < MessageLimits.ADDRESSES) {
            char c = text.charAt(at++);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment = comment();
                case '<' -> angle = angle();
                case ',' -> finish();
                case ':' -> colon();
                case ';' -> endGroup();
                default -> {
                    phrase.append(c);
                    bare.append(c);
                }
            }
        }
        finish();
        if (inGroup) endGroup();
    }

    private void quoted() {
        bare.append('"');
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            bare.append(c);
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
                bare.append(c);
            }
            phrase.append(c);
        }
        bare.append('"');
        at++;
    }

    private String comment() {
        var inside = new StringBuilder();
        int depth = 1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) c = text.charAt(at++);
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) break;
            inside.append(c);
        }
        return inside.toString().strip();
    }

    private String angle() {
        int from = at;
        boolean inQuotes = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') inQuotes = !inQuotes;
            else if (c == '\\') at++;
            else if (c == '>' && !inQuotes) return text.substring(from, at - 1);
        }
        at = text.length();
        return text.substring(from);
    }

    private void colon() {
        if (inGroup || angle != null || bare.indexOf("@") >= 0) {
            phrase.append(':');
            bare.append(':');
            return;
        }
        found.add(new EmailAddress(null, collapse(phrase.toString()), null));
        clear();
        inGroup = true;
    }

    private void endGroup() {
        finish();
        if (inGroup) found.add(new EmailAddress(null, null, null));
        inGroup = false;
    }

    private void finish() {
        String name = collapse(phrase.toString());
        if (angle != null) {
            add(name.isEmpty() ? comment : name, withoutRoute(angle));
        } else if (!bare.toString().isBlank()) {
            add(comment, bare.toString());
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
        found.add(new EmailAddress(name, unquoted(mailbox), host));
    }

    private static String unquoted(String mailbox) {
        if (mailbox.length() < 2 || mailbox.charAt(0) != '"' || !mailbox.endsWith("\"")) return mailbox;
        return mailbox.substring(1, mailbox.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /** {@code @a,@b:joe@c} means joe@c. RFC 5322 §4.4. */
    private static String withoutRoute(String spec) {
        String trimmed = spec.strip();
        int colon = trimmed.indexOf(':');
        return trimmed.startsWith("@") && colon > 0 ? trimmed.substring(colon + 1) : trimmed;
    }

    private static String collapse(String words) {
        return words.strip().replaceAll("[ \\t\\r\\n]+", " ");
    }
}
