package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailstead.message.HeaderBlock;

/**
 * The header of a message as the bytes it is made of, field by field: signatures are made over these, so nothing may be
 * taken apart and put together again on the way.
 */
public final class RawHeader {
    private final List<Field> fields;

    private RawHeader(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * One field.
     *
     * @param name as written
     * @param bytes all of it, with its folds and its line end
     */
    record Field(String name, byte[] bytes) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }

        /** What stands behind the colon, folds included. As UTF-8, which addresses may have. RFC 6532 §3.2. */
        String value() {
            int colon = 0;
            while (colon < bytes.length && bytes[colon] != ':') colon++;
            return new String(
                    bytes,
                    Math.min(bytes.length, colon + 1),
                    Math.max(0, bytes.length - colon - 1),
                    StandardCharsets.UTF_8);
        }

        /** Without the line end, as a signature is when it signs itself. RFC 6376 §3.7. */
        static byte[] withoutLineEnd(byte[] field) {
            int end = field.length;
            if (end > 0 && field[end - 1] == '\n') end--;
            if (end > 0 && field[end - 1] == '\r') end--;
            return Arrays.copyOf(field, end);
        }
    }

    /** @param header with or without the empty line at its end */
    public static RawHeader parse(byte[] header) {
        var fields = new ArrayList<Field>();
        for (var field : HeaderBlock.parse(header).fields()) {
            byte[] bytes = Arrays.copyOfRange(
                    header, (int) field.span().start(), (int) field.span().end());
            fields.add(new Field(field.name(), bytes));
        }
        return new RawHeader(List.copyOf(fields));
    }

    /**
     * The header of a message of which only the beginning is known. A field that may go on behind it is left out: half an address is
     * another one.
     *
     * @param most bytes that would have been taken
     */
    public static RawHeader ofBeginning(byte[] beginning, int most) {
        RawHeader header = parse(beginning);
        int length = 0;
        for (Field field : header.fields) length += field.bytes().length;
        boolean ends = beginning.length < most || length < beginning.length;
        return ends || header.fields.isEmpty()
                ? header
                : new RawHeader(header.fields.subList(0, header.fields.size() - 1));
    }

    /**
     * Reads a message up to the empty line; its body is what comes next from the stream. A header larger than what is looked at
     * of one (1 MiB) ends there: its signatures will not fit, and nothing else depends on it.
     *
     * @param message a buffered stream: it is read byte by byte
     */
    public static RawHeader read(InputStream message) throws IOException {
        var bytes = new ByteArrayOutputStream(4096);
        boolean empty = true;
        while (bytes.size() < AuthenticityLimits.HEADER_BYTES) {
            int c = message.read();
            if (c < 0) break;
            bytes.write(c);
            if (c == '\n' && empty) break;
            // As HeaderBlock sees it: several CRs before the LF are one line end.
            empty = c == '\n' || (empty && c == '\r');
        }
        return parse(bytes.toByteArray());
    }

    List<Field> fields() {
        return fields;
    }

    List<Field> all(String name) {
        return fields.stream().filter(field -> field.is(name)).toList();
    }

    /**
     * The fields that a signature names, each name taking the next one from below; a name too many stands for "and no other",
     * and takes none. RFC 6376 §5.4.2.
     */
    byte[] selected(List<String> names, Canonicalization canonicalization) {
        Map<String, Deque<Field>> left = new HashMap<>();
        for (Field field : fields)
            left.computeIfAbsent(lower(field.name()), name -> new ArrayDeque<>())
                    .addLast(field);
        var out = new ByteArrayOutputStream(2048);
        for (String name : names) {
            var same = left.get(lower(name));
            if (same != null && !same.isEmpty())
                out.writeBytes(canonicalization.header(same.removeLast().bytes()));
        }
        return out.toByteArray();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
