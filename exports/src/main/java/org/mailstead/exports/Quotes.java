package org.mailstead.exports;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How programs tell text from grammar. What is quoted has no line breaks: {@link SoundSettings} takes care of that. */
final class Quotes {
    /** RFC 3986 §2.3. */
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Quotes() {}

    /** In double quotes, with a backslash before each of these and before backslashes. */
    static String escaped(String text, String special) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '\\' || c == '"' || special.indexOf(c) >= 0) quoted.append('\\');
            quoted.appendCodePoint(c);
        });
        return quoted.append('"').toString();
    }

    /** For a POSIX shell: nothing means anything within single quotes but their end. */
    static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Within a URL: all but letters, digits and {@code -._~} by their bytes. RFC 3986 §2.1. */
    static String url(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = UNRESERVED.indexOf(b) >= 0;
            if (plain) out.append((char) b);
            else out.append('%').append(String.format(Locale.ROOT, "%02X", b));
        }
        return out.toString();
    }

    /** A host within a URL: addresses of IPv6 stand in brackets there. RFC 3986 §3.2.2. */
    static String urlHost(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
