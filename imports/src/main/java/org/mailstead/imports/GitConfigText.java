package org.mailstead.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Git's own language for its settings: sections with a name and perhaps another in quotes, values with quotes anywhere. */
final class GitConfigText {
    /** Whole lines of white space, or a file that is something else, are no settings. */
    private static final int VALUES = 10_000;

    /** @param key section, name in quotes and key, with dots between; all but the middle in small letters */
    record Value(String key, Entry entry) {}

    private final ConfigText file;
    private final String text;
    private final List<Value> values = new ArrayList<>();
    private String section = "";
    private int at;
    private int line = 1;

    private GitConfigText(ConfigText file) {
        this.file = file;
        this.text = file.text();
    }

    static List<Value> parse(ConfigText file) throws UnreadableProgram {
        var config = new GitConfigText(file);
        while (config.skip()) config.one();
        return config.values;
    }

    private UnreadableProgram wrong(String what) {
        return new UnreadableProgram(file.at(line), what);
    }

    private char next() {
        char c = text.charAt(at++);
        if (c == '\n') line++;
        return c;
    }

    private boolean skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' || c == ';') while (at < text.length() && text.charAt(at) != '\n') at++;
            else if (Character.isWhitespace(c)) next();
            else return true;
        }
        return false;
    }

    private void one() throws UnreadableProgram {
        if (text.charAt(at) == '[') {
            section();
            return;
        }
        int begins = line;
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) at++;
        if (at == from || section.isEmpty()) throw wrong("this is no setting of Git's. Is this the right file?");
        String key = text.substring(from, at).toLowerCase(Locale.ROOT);
        blanks();
        String value = "true";
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            value = value();
        }
        boolean secret = key.equals("smtppass");
        if (values.size() < VALUES)
            values.add(new Value(section + "." + key, new Entry(secret ? IniText.SECRET : value, file.at(begins))));
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
    }

    private void section() throws UnreadableProgram {
        at++;
        int end = at;
        while (end < text.length() && text.charAt(end) != ']' && text.charAt(end) != '"' && text.charAt(end) != '\n')
            end++;
        var name = new StringBuilder(text.substring(at, end).strip().toLowerCase(Locale.ROOT));
        at = end;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            name.append('.');
            while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
                name.append(next());
            }
            at++;
        }
        if (at >= text.length() || text.charAt(at) != ']') throw wrong("a section's name has no \"]\" behind it.");
        at++;
        section = name.toString();
    }

    /** To the end of the line, or further where a backslash stands before it. */
    private String value() throws UnreadableProgram {
        blanks();
        var value = new StringBuilder();
        boolean quoted = false;
        // Blanks at the end do not count, those in quotes do.
        int solid = 0;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = next();
            if (!quoted && (c == '#' || c == ';')) {
                while (at < text.length() && text.charAt(at) != '\n') at++;
                break;
            }
            if (c == '"') quoted = !quoted;
            else if (c == '\\') escaped(value);
            else if (c != '\r') value.append(c);
            if (quoted || !Character.isWhitespace(c)) solid = value.length();
        }
        if (quoted) throw wrong("a quote is not closed on its line.");
        return value.substring(0, solid);
    }

    private void escaped(StringBuilder value) throws UnreadableProgram {
        if (at < text.length() && text.charAt(at) == '\r') at++;
        if (at == text.length()) return;
        char c = next();
        switch (c) {
            case '\n' -> {}
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'b' -> value.append('\b');
            case '"', '\\' -> value.append(c);
            default ->
                throw wrong("a backslash stands before \"" + Draft.plain(String.valueOf(c))
                        + "\", which means nothing to Git.");
        }
    }
}
