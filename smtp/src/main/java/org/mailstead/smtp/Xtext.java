package org.mailstead.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text in a parameter's value, where {@code +}, {@code =} and what is not printable is written {@code +HH}. RFC 3461 §4. */
final class Xtext {
    private Xtext() {}

    /** Empty if it is not well formed, or holds anything but printable ASCII and spaces once decoded. */
    static Optional<String> decode(String xtext) {
        var text = new StringBuilder();
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                if (i + 2 >= xtext.length()) return Optional.empty();
                int high = hex(xtext.charAt(i + 1));
                int low = hex(xtext.charAt(i + 2));
                if (high < 0 || low < 0) return Optional.empty();
                c = (char) (high * 16 + low);
                i += 2;
            } else if (c == '=') {
                return Optional.empty();
            }
            if (c < ' ' || c > '~') return Optional.empty();
            text.append(c);
        }
        return Optional.of(text.toString());
    }

    /** Capital letters only, says the grammar. */
    private static int hex(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    static String encode(String text) {
        var xtext = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            if (b > ' ' && b <= '~' && b != '+' && b != '=') xtext.append((char) b);
            else xtext.append('+').append("%02X".formatted(b));
        }
        return xtext.toString();
    }
}
