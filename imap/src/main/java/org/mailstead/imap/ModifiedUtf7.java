package org.mailstead.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Mailbox names as IMAP4rev1 writes them: ASCII, the rest in base64 of UTF-16. RFC 3501 §5.1.3. */
final class ModifiedUtf7 {
    private ModifiedUtf7() {}

    static String encode(String name) {
        var out = new StringBuilder(name.length() + 8);
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            if (isPlain(c)) {
                out.append(c == '&' ? "&-" : c);
                i++;
                continue;
            }
            int from = i;
            while (i < name.length() && !isPlain(name.charAt(i))) i++;
            byte[] utf16 = name.substring(from, i).getBytes(StandardCharsets.UTF_16BE);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf16);
            out.append('&').append(base64.replace('/', ',')).append('-');
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~';
    }

    /** Empty if it is not what {@link #encode} would write: two spellings of one name would be two mailboxes. */
    static Optional<String> decode(String encoded) {
        var out = new StringBuilder(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char c = encoded.charAt(i++);
            if (!isPlain(c)) return Optional.empty();
            if (c != '&') {
                out.append(c);
                continue;
            }
            int end = encoded.indexOf('-', i);
            if (end < 0) return Optional.empty();
            if (end == i) {
                out.append('&');
            } else {
                Optional<String> decoded = base64(encoded.substring(i, end));
                if (decoded.isEmpty()) return Optional.empty();
                out.append(decoded.get());
            }
            i = end + 1;
        }
        String name = out.toString();
        return encode(name).equals(encoded) ? Optional.of(name) : Optional.empty();
    }

    private static Optional<String> base64(String text) {
        try {
            byte[] utf16 = Base64.getDecoder().decode(text.replace(',', '/'));
            return utf16.length % 2 != 0 ? Optional.empty() : Optional.of(new String(utf16, StandardCharsets.UTF_16BE));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
