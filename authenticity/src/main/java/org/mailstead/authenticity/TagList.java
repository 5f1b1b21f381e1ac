package org.mailstead.authenticity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code name=value; name=value}, the form of DKIM's signatures and keys and of DMARC's records. RFC 6376 §3.2. Blanks and folds
 * around names and values count for nothing; values keep those inside.
 */
final class TagList {
    private final Map<String, String> tags;

    private TagList(Map<String, String> tags) {
        this.tags = tags;
    }

    /** The text is not in that form, or has a tag twice. The message says where. */
    static final class MalformedException extends Exception {
        private final String problem;

        MalformedException(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    static TagList parse(String text) throws MalformedException {
        Map<String, String> tags = new LinkedHashMap<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(';', from);
            if (end < 0) end = text.length();
            String tag = stripped(text, from, end);
            from = end + 1;
            // One semicolon at the end is allowed; more are common.
            if (tag.isEmpty()) continue;
            int equals = tag.indexOf('=');
            String name = equals < 0 ? "" : stripped(tag, 0, equals);
            if (!isName(name)) throw new MalformedException("\"" + shortened(tag) + "\" is no name=value");
            if (tags.size() == AuthenticityLimits.TAGS) throw new MalformedException("there are too many tags");
            if (tags.put(name, stripped(tag, equals + 1, tag.length())) != null)
                throw new MalformedException("\"" + shortened(name) + "\" stands there twice");
        }
        return new TagList(tags);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static String stripped(String text, int from, int end) {
        int start = from;
        int stop = end;
        while (start < stop && isBlank(text.charAt(start))) start++;
        while (stop > start && isBlank(text.charAt(stop - 1))) stop--;
        return text.substring(start, stop);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || !isLetter(name.charAt(0))) return false;
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_') return false;
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** The value of a tag, possibly empty. Names are told apart by case. */
    Optional<String> get(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    boolean isFirst(String name) {
        return !tags.isEmpty() && tags.keySet().iterator().next().equals(name);
    }

    /** The parts of a value between colons, without the blanks around them. */
    static String[] list(String value) {
        String[] parts = value.split(":", -1);
        for (int i = 0; i < parts.length; i++) parts[i] = stripped(parts[i], 0, parts[i].length());
        return parts;
    }

    /** A value without the blanks inside, which base64 may have anywhere. */
    static String compact(String value) {
        var out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) if (!isBlank(value.charAt(i))) out.append(value.charAt(i));
        return out.toString();
    }
}
