package org.mailstead.imports;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mozilla's preferences: calls of {@code user_pref} with a name and a text, a number or a truth value, in the grammar of JavaScript. */
final class PrefsText {
    private static final Set<String> CALLS = Set.of("user_pref", "pref", "sticky_pref");

    private final ConfigText file;
    private final String text;
    private final Map<String, Entry> found;
    private int at;
    private int line = 1;

    private PrefsText(ConfigText file, Map<String, Entry> found) {
        this.file = file;
        this.text = file.text();
        this.found = found;
    }

    /** @param found gets what begins with {@code mail.}, over what it had */
    static void parse(ConfigText file, Map<String, Entry> found) {
        var prefs = new PrefsText(file, found);
        while (prefs.skip()) if (!prefs.call()) prefs.skipLine();
    }

    static boolean recognises(String text) {
        return text.startsWith("// Mozilla User Preferences") || text.contains("user_pref(\"mail.");
    }

    /** Over blanks and comments. */
    private boolean skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) next();
            else if (c == '#' || text.startsWith("//", at)) skipLine();
            else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                int stop = end < 0 ? text.length() : end + 2;
                while (at < stop) next();
            } else return true;
        }
        return false;
    }

    private char next() {
        char c = text.charAt(at++);
        if (c == '\n') line++;
        return c;
    }

    private void skipLine() {
        while (at < text.length()) if (next() == '\n') return;
    }

    /** False where it is none; the program goes on behind it too. */
    private boolean call() {
        int begins = line;
        if (!CALLS.contains(word()) || !sign('(') || !skip()) return false;
        String key = quoted();
        if (key == null || !sign(',') || !skip()) return false;
        char c = text.charAt(at);
        String value = c == '"' || c == '\'' ? quoted() : word();
        if (value == null || !sign(')') || !sign(';')) return false;
        if (key.startsWith("mail.")) found.put(key, new Entry(value, file.at(begins)));
        return true;
    }

    private boolean sign(char wanted) {
        if (!skip() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private String word() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_+-.".indexOf(text.charAt(at)) >= 0)) at++;
        return text.substring(from, at);
    }

    private @Nullable String quoted() {
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') return null;
        next();
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = next();
            if (c == quote) return value.toString();
            if (c == '\\' && at < text.length()) escaped(value);
            else value.append(c);
        }
        return null;
    }

    private void escaped(StringBuilder value) {
        char c = next();
        switch (c) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 'x' -> code(value, 2);
            case 'u' -> code(value, 4);
            default -> value.append(c);
        }
    }

    private void code(StringBuilder value, int digits) {
        int end = Math.min(at + digits, text.length());
        try {
            value.append((char) Integer.parseInt(text.substring(at, end), 16));
            at = end;
        } catch (NumberFormatException e) {
            value.append('?');
        }
    }
}
