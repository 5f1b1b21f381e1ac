package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The header of a message or part, taken apart into fields without changing a byte. RFC 5322 §2.2. */
public final class HeaderBlock {
    private final byte[] bytes;
    private final List<Field> fields;

    private HeaderBlock(byte[] bytes, List<Field> fields) {
        this.bytes = bytes;
        this.fields = fields;
    }

    /**
     * One field.
     *
     * @param name as written; empty for a line that is no field
     * @param value unfolded, as ISO 8859-1, without white space around it
     * @param span its bytes inside the block, line end included
     */
    public record Field(String name, String value, Span span) {}

    /** @param bytes a header, with or without the blank line that ends it; anything behind that line is left out */
    public static HeaderBlock parse(byte[] bytes) {
        var fields = new ArrayList<Field>();
        int at = 0;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            if (isBlank(bytes, at, end)) break;
            while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t') && !isBlank(bytes, end, end + 1)) {
                int next = lineEnd(bytes, end);
                // A line of nothing but white space still folds here: only an empty line ends a header.
                end = next;
            }
            fields.add(field(bytes, at, end));
            at = end;
        }
        return new HeaderBlock(bytes, List.copyOf(fields));
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) if (bytes[i] == '\n') return i + 1;
        return bytes.length;
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        return bytes[from] == '\n'
                || (bytes[from] == '\r' && from + 1 < bytes.length && from + 2 == end && bytes[from + 1] == '\n');
    }

    private static Field field(byte[] bytes, int from, int end) {
        int colon = from;
        while (colon < end && bytes[colon] != ':' && bytes[colon] != '\n') colon++;
        int nameEnd = colon;
        while (nameEnd > from && (bytes[nameEnd - 1] == ' ' || bytes[nameEnd - 1] == '\t')) nameEnd--;
        boolean named = colon < end && bytes[colon] == ':' && nameEnd > from;
        for (int i = from; named && i < nameEnd; i++) named = bytes[i] > ' ' && bytes[i] != 0x7f;
        var span = new Span(from, end);
        if (!named) return new Field("", latin1(bytes, from, end).strip(), span);
        return new Field(latin1(bytes, from, nameEnd), unfold(bytes, colon + 1, end), span);
    }

    /** Line ends vanish, the white space after them stays. RFC 5322 §2.2.3. */
    private static String unfold(byte[] bytes, int from, int end) {
        var text = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n' || (b == '\r' && i + 1 < end && bytes[i + 1] == '\n')) continue;
            text.append((char) (b & 0xff));
        }
        return text.toString().strip();
    }

    private static String latin1(byte[] bytes, int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    public List<Field> fields() {
        return fields;
    }

    public Optional<String> first(String name) {
        for (Field field : fields) if (field.name().equalsIgnoreCase(name)) return Optional.of(field.value());
        return Optional.empty();
    }

    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /**
     * The bytes of the fields with one of {@code names}, or of all others if {@code not}, and the blank line at the end.
     * RFC 3501 §6.4.5.
     */
    public byte[] filter(Collection<String> names, boolean not) {
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(names);
        var out = new ByteArrayOutputStream();
        for (Field field : fields) {
            if (wanted.contains(field.name()) == not) continue;
            int from = (int) field.span().start();
            int end = (int) field.span().end();
            out.write(bytes, from, end - from);
            if (bytes[end - 1] != '\n') out.writeBytes(new byte[] {'\r', '\n'});
        }
        out.writeBytes(new byte[] {'\r', '\n'});
        return out.toByteArray();
    }

    /** Media types, encodings and such are compared in lower case. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
