package org.mailstead.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows as text, one character for each byte. */
final class Show {
    static final Partition ANN = new Partition("account", "ann");
    static final Partition BOB = new Partition("account", "bob");

    private Show() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static List<String> rows(Rows rows, KeyRange range, Rows.Order order) {
        List<String> found = new ArrayList<>();
        rows.scan(range, order, (key, value) -> found.add(text(key) + "=" + text(value)));
        return found;
    }

    static List<String> all(Rows rows) {
        return rows(rows, KeyRange.prefix(new byte[0]), Rows.Order.ASCENDING);
    }
}
