package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** What may change on the way without breaking a signature. RFC 6376 §3.4. */
enum Canonicalization {
    /** Nothing. */
    SIMPLE("simple"),
    /** White space, and the case of field names. */
    RELAXED("relaxed");

    private final String word;

    Canonicalization(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<Canonicalization> named(String word) {
        for (var each : values()) if (each.word.equals(word)) return Optional.of(each);
        return Optional.empty();
    }

    /** @param field with its line end */
    byte[] header(byte[] field) {
        return switch (this) {
            case SIMPLE -> field;
            case RELAXED -> relaxed(field);
        };
    }

    /** RFC 6376 §3.4.2. */
    private static byte[] relaxed(byte[] field) {
        var out = new ByteArrayOutputStream(field.length);
        int at = 0;
        while (at < field.length && field[at] != ':') {
            byte c = field[at++];
            if (!isBlank(c)) out.write(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
        out.write(':');
        boolean blank = false;
        boolean begun = false;
        for (at++; at < field.length; at++) {
            byte c = field[at];
            if (isBlank(c)) {
                blank = true;
                continue;
            }
            if (blank && begun) out.write(' ');
            out.write(c);
            blank = false;
            begun = true;
        }
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
