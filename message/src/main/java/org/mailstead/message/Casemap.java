package org.mailstead.message;

import java.text.Normalizer;

/**
 * The comparison of texts called {@code i;unicode-casemap}: without regard to case, and to whether a letter and its mark
 * are written in one piece. RFC 5051 §2; it is what sorting, searching and threading go by, RFC 5255 §4.3.
 */
public final class Casemap {
    private Casemap() {}

    /** Two texts are equal if this is; the order is that of the code points in it, which is that of its UTF-8 bytes. */
    public static String fold(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < 0x80) at++;
        if (at == text.length()) return upperAscii(text);
        var titled = new StringBuilder(text.length());
        text.codePoints().forEach(c -> titled.appendCodePoint(Character.toTitleCase(c)));
        return Normalizer.normalize(titled, Normalizer.Form.NFKD);
    }

    private static String upperAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') return text.toUpperCase(java.util.Locale.ROOT);
        }
        return text;
    }
}
