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
    private static final byte[] CRLF = {'\r', '\n'};

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
            // A line of nothing but white space still folds: only an empty line ends a header. RFC 5322 §4.2.
            while (end < bytes.length && isSpace(bytes[end])) end = lineEnd(bytes, end);
            fields.add(field(bytes, at, end));
            at = end;
        }
        return new HeaderBlock(bytes, List.copyOf(fields));
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) if (bytes[i] == '\n') return i + 1;
        return bytes.length;
    }

    /**
     * Whether a line has nothing in it. Several CRs before the LF count as one line end: some gateways double the CR of
     * every line, and without this such a message would be all header.
     */
    static boolean isBlank(byte[] bytes, int from, int end) {
        if (end == from || bytes[end - 1] != '\n') return false;
        for (int i = from; i < end - 1; i++) if (bytes[i] != '\r') return false;
        return true;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Where the name of the field ends that begins at {@code from}; -1 if no field begins there. RFC 5322 §2.2, §4.5. */
    static int nameEnd(byte[] bytes, int from, int end) {
        int nameEnd = from;
        while (nameEnd < end && bytes[nameEnd] > ' ' && bytes[nameEnd] < 0x7f && bytes[nameEnd] != ':') nameEnd++;
        int colon = nameEnd;
        while (colon < end && isSpace(bytes[colon])) colon++;
        return colon < end && bytes[colon] == ':' && nameEnd > from ? nameEnd : -1;
    }

    private static Field field(byte[] bytes, int from, int end) {
        var span = new Span(from, end);
        int nameEnd = nameEnd(bytes, from, end);
        if (nameEnd < 0) return new Field("", latin1(bytes, from, end).strip(), span);
        int colon = nameEnd;
        while (bytes[colon] != ':') colon++;
        return new Field(latin1(bytes, from, nameEnd), unfold(bytes, colon + 1, end), span);
    }

    /** Line ends vanish, the white space after them stays. RFC 5322 §2.2.3. */
    private static String unfold(byte[] bytes, int from, int end) {
        byte[] unfolded = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b != '\n' && (b != '\r' || i + 1 >= end || bytes[i + 1] != '\n')) unfolded[length++] = b;
        }
        return latin1(unfolded, 0, length).strip();
    }

    private static String latin1(byte[] bytes, int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    public List<Field> fields() {
        return fields;
    }

    /** The value of the first field called {@code name}, in whatever case. */
    public Optional<String> first(String name) {
        for (Field field : fields) if (field.name().equalsIgnoreCase(name)) return Optional.of(field.value());
        return Optional.empty();
    }

    public List<String> all(String name) {
        var values = new ArrayList<String>();
        for (Field field : fields) if (field.name().equalsIgnoreCase(name)) values.add(field.value());
        return List.copyOf(values);
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
            // A line that is no field has no name, so that nobody can ask for it: it goes with "all others".
            boolean named = !field.name().isEmpty() && wanted.contains(field.name());
            if (named == not) continue;
            int from = (int) field.span().start();
            int end = (int) field.span().end();
            out.write(bytes, from, end - from);
            if (bytes[end - 1] != '\n') out.writeBytes(CRLF);
        }
        out.writeBytes(CRLF);
        return out.toByteArray();
    }

    /** Media types, encodings and such are compared in lower case. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
