package org.mailstead.mailbox.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.message.Section;
import org.mailstead.message.Section.Text;

/**
 * What of a message a URL names, as in BODY[...]. RFC 3501 §9, section-spec.
 *
 * @param fields names of header fields, empty if it is not about some of them
 * @param not whether all but those are meant
 */
public record UrlSection(Section section, List<String> fields, boolean not) {
    public static final UrlSection WHOLE = new UrlSection(Section.WHOLE, List.of(), false);

    /** Parts inside each other; deeper ones are not taken apart. */
    private static final int DEPTH = 100;

    /** Whether it names a part by number and nothing else, which is what can be decoded. */
    public boolean isPart() {
        return section.text() == Text.ALL;
    }

    static Optional<UrlSection> parse(String spec) {
        var path = new ArrayList<Integer>();
        int at = 0;
        while (at < spec.length() && Character.isDigit(spec.charAt(at))) {
            int end = at;
            while (end < spec.length() && spec.charAt(end) >= '0' && spec.charAt(end) <= '9') end++;
            if (end == at || end - at > 9 || spec.charAt(at) == '0' || path.size() == DEPTH) return Optional.empty();
            path.add(Integer.parseInt(spec, at, end, 10));
            if (end == spec.length()) return Optional.of(plain(path, Text.ALL));
            if (spec.charAt(end) != '.') return Optional.empty();
            at = end + 1;
        }
        return named(path, spec.substring(at));
    }

    private static UrlSection plain(List<Integer> path, Text text) {
        return new UrlSection(new Section(List.copyOf(path), text), List.of(), false);
    }

    private static Optional<UrlSection> named(List<Integer> path, String text) {
        int blank = text.indexOf(' ');
        String name = (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
        if (blank >= 0) {
            boolean not = name.equals("HEADER.FIELDS.NOT");
            if (!not && !name.equals("HEADER.FIELDS")) return Optional.empty();
            return fields(text.substring(blank + 1))
                    .map(fields -> new UrlSection(new Section(List.copyOf(path), Text.HEADER), fields, not));
        }
        return switch (name) {
            case "HEADER" -> Optional.of(plain(path, Text.HEADER));
            case "TEXT" -> Optional.of(plain(path, Text.TEXT));
            case "MIME" -> path.isEmpty() ? Optional.empty() : Optional.of(plain(path, Text.MIME));
            default -> Optional.empty();
        };
    }

    /** {@code (From To)}; names in quotes lose them, since no field's name needs any. */
    private static Optional<List<String>> fields(String list) {
        if (list.length() < 3 || list.charAt(0) != '(' || list.charAt(list.length() - 1) != ')')
            return Optional.empty();
        var fields = new ArrayList<String>();
        for (String each : list.substring(1, list.length() - 1).split(" ", -1)) {
            boolean quoted = each.length() > 2 && each.startsWith("\"") && each.endsWith("\"");
            String name = quoted ? each.substring(1, each.length() - 1) : each;
            boolean fine =
                    !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "\":()\\".indexOf(c) < 0);
            if (!fine) return Optional.empty();
            fields.add(name);
        }
        return Optional.of(List.copyOf(fields));
    }
}
