package org.mailstead.tlspolicy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.dns.DnsRecord.Txt;

/** A TXT record of fields behind a version, such as {@code v=STSv1; id=20260101}. RFC 8461 §3.1, RFC 8460 §3. */
final class TxtFields {
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([!-:<-~](?:[ \t!-:<-~]*[!-:<-~])?)");

    /** Longer than any that does its work; a record may have 64 KB. */
    private static final int CHARACTERS = 4096;

    private final Map<String, String> fields;

    private TxtFields(Map<String, String> fields) {
        this.fields = fields;
    }

    /**
     * Of all records at a name the one of this version: empty if there is none or more than one, or if it is malformed.
     *
     * @param version such as {@code STSv1}
     */
    static Optional<TxtFields> only(List<Txt> records, String version) {
        var begin = Pattern.compile("v=" + version + "[ \t]*;");
        List<String> texts = records.stream()
                .map(Txt::joined)
                .filter(text -> begin.matcher(text).lookingAt())
                .toList();
        return texts.size() == 1 ? parse(texts.getFirst()) : Optional.empty();
    }

    private static Optional<TxtFields> parse(String text) {
        if (text.length() > CHARACTERS) return Optional.empty();
        var fields = new LinkedHashMap<String, String>();
        String[] parts = text.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            Matcher field = FIELD.matcher(blanksOff(parts[i]));
            if (field.matches()) {
                // Of one that is there twice the first counts. RFC 8461 §3.2.
                fields.putIfAbsent(field.group(1), field.group(2));
            } else if (i < parts.length - 1 || !blanksOff(parts[i]).isEmpty()) {
                return Optional.empty();
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new TxtFields(fields));
    }

    /** Space and tab only: other blanks are not in the grammar. */
    static String blanksOff(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (to > from && isBlank(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
