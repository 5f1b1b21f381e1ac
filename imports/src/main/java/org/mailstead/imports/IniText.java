package org.mailstead.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sections with names in brackets, and lines of a key and a value, as many programs have them. Keys in any case of letters. */
final class IniText {
    /** What stands for a secret, so that nothing else of it is kept. */
    static final String SECRET = "(secret)";

    /** How the programs' languages differ. */
    enum Dialect {
        /** Of Python: a line that is indented goes on with the value before. */
        PYTHON("=:", false),
        /** Of Go, in aerc: a comment may stand behind a value, and a value in quotes. */
        GO("=", true),
        /** Of GLib's key files, and others as plain. */
        PLAIN("=", false);

        private final String delimiters;
        private final boolean comments;

        Dialect(String delimiters, boolean comments) {
            this.delimiters = delimiters;
            this.comments = comments;
        }
    }

    /** A section, or several of one name together: what is said later counts. */
    record Section(String name, Place place, Map<String, Entry> entries) {
        Optional<Entry> entry(String key) {
            return Optional.ofNullable(entries.get(key))
                    .filter(each -> !each.value().isEmpty());
        }

        String value(String key) {
            return entry(key).map(Entry::value).orElse("");
        }

        Place at(String key) {
            return entry(key).map(Entry::place).orElse(place);
        }

        /** For a remark: the line as a person would write it, or the default. */
        Entry said(String key, String otherwise) {
            return entry(key)
                    .map(each -> new Entry(key + " = " + each.value(), each.place()))
                    .orElse(new Entry(otherwise, place));
        }
    }

    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Dialect dialect;
    private final Set<String> secrets;
    private @Nullable Section section;
    private @Nullable String last;

    private IniText(Dialect dialect, Set<String> secrets) {
        this.dialect = dialect;
        this.secrets = secrets;
    }

    /** @param secrets keys whose values are not kept, in small letters */
    static List<Section> parse(ConfigText text, Dialect dialect, Set<String> secrets) throws UnreadableProgram {
        var ini = new IniText(dialect, secrets);
        int number = 0;
        for (String each : text.lines()) ini.line(each, text.at(++number));
        return new ArrayList<>(ini.sections.values());
    }

    static Optional<Section> section(List<Section> all, String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private void line(String line, Place place) throws UnreadableProgram {
        String bare = line.strip();
        if (bare.isEmpty()) {
            last = null;
            return;
        }
        if (bare.startsWith("#") || bare.startsWith(";")) return;
        boolean indented = Character.isWhitespace(line.charAt(0));
        if (dialect == Dialect.PYTHON && indented && last != null && section != null) {
            String key = last;
            section.entries()
                    .computeIfPresent(
                            key,
                            (name, old) -> isSecret(key) ? old : new Entry(old.value() + "\n" + bare, old.place()));
            return;
        }
        if (bare.startsWith("[") && bare.indexOf(']') > 0) {
            String name = bare.substring(1, bare.lastIndexOf(']')).strip();
            section = sections.computeIfAbsent(name, each -> new Section(each, place, new LinkedHashMap<>()));
            last = null;
            return;
        }
        int end = delimiter(bare);
        if (end < 0) {
            last = null;
            return;
        }
        if (section == null)
            throw new UnreadableProgram(
                    place, "a setting stands before the first section, such as [default]. Is this the right file?");
        String key = bare.substring(0, end).strip().toLowerCase(Locale.ROOT);
        String value = uncommented(bare.substring(end + 1).strip());
        last = key;
        section.entries().put(key, new Entry(isSecret(key) && !value.isEmpty() ? SECRET : value, place));
    }

    private boolean isSecret(String key) {
        return secrets.contains(key);
    }

    private int delimiter(String line) {
        for (int i = 0; i < line.length(); i++) if (dialect.delimiters.indexOf(line.charAt(i)) >= 0) return i;
        return -1;
    }

    private String uncommented(String value) {
        if (!dialect.comments || value.isEmpty()) return value;
        char quote = value.charAt(0);
        if ((quote == '"' || quote == '`' || quote == '\'') && value.indexOf(quote, 1) > 0)
            return value.substring(1, value.indexOf(quote, 1));
        for (int i = 0; i < value.length(); i++)
            if (value.charAt(i) == '#' || value.charAt(i) == ';')
                return value.substring(0, i).strip();
        return value;
    }
}
