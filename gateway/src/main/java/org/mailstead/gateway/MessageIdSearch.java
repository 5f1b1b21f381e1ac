package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Finds the Message-ID of a message while it runs by. RFC 5322 §3.6.4. */
final class MessageIdSearch {
    /** Of a line; RFC 5322 §2.1.1 has 998. */
    private static final int LINE = 1000;

    /** Of a folded field. */
    private static final int FIELD = 2000;

    /** Of a header: those of real mail have some 10 KB. */
    private static final int HEADER = 256 * 1024;

    private static final String NAME = "message-id";

    private final byte[] line = new byte[LINE];
    private int length;
    private int looked;
    private boolean over;
    private String field = "";
    private Optional<String> found = Optional.empty();

    void look(byte[] input, int from, int to) {
        for (int at = from; at < to && !over; at++) {
            byte b = input[at];
            if (b == '\n') line();
            else if (length < LINE) line[length++] = b;
            if (++looked > HEADER) over = true;
        }
    }

    /** Whether looking further finds nothing more. */
    boolean isOver() {
        return over;
    }

    /** What stands between the angle brackets; also where the message ends with it. */
    Optional<String> found() {
        return found.isEmpty() && !field.isEmpty() ? id() : found;
    }

    private void line() {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (text.endsWith("\r")) text = text.substring(0, text.length() - 1);
        length = 0;
        boolean folded = text.startsWith(" ") || text.startsWith("\t");
        if (folded) {
            if (!field.isEmpty() && field.length() < FIELD) field += text;
            return;
        }
        if (!field.isEmpty()) found = id();
        if (!field.isEmpty() || text.isEmpty()) over = true;
        int colon = text.indexOf(':');
        if (colon > 0
                && text.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(NAME)) field = text;
    }

    private Optional<String> id() {
        String value = field.substring(field.indexOf(':') + 1);
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        String id = open >= 0 && close > open ? value.substring(open + 1, close) : value;
        id = id.replaceAll("\\s", "");
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
