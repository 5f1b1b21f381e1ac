package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes encoded words. RFC 2047, with the language tag of RFC 2231 §5. */
public final class EncodedWord {
    /** Characters of a charset's name with a language behind it. */
    private static final int LONGEST_CHARSET = 100;

    /** Characters looked through behind a stray question mark; RFC 2047 §2 allows whole words of 75. */
    private static final int LONGEST_STRAY = 300;

    private EncodedWord() {}

    /** One word found: {@code =?charset?b or q?content?=}, from {@code start} to {@code end}. */
    private record Word(String charset, boolean base64, String content, int start, int end) {}

    /**
     * Decodes a header value given as ISO 8859-1. White space between two encoded words is dropped (RFC 2047 §6.2);
     * words in one charset are decoded together, since senders cut in the middle of characters; what is broken stays as
     * it is; raw 8-bit bytes are guessed.
     */
    public static String decode(String latin1) {
        Word word = next(latin1, 0);
        if (word == null) return raw(latin1);
        var text = new StringBuilder(latin1.length());
        var pending = new ByteArrayOutputStream();
        String charset = word.charset();
        int done = 0;
        for (; word != null; word = next(latin1, done)) {
            String between = latin1.substring(done, word.start());
            boolean adjacent = done > 0 && between.isBlank();
            if (!adjacent || !charset.equalsIgnoreCase(word.charset())) {
                text.append(Charsets.decode(pending.toByteArray(), charset));
                pending.reset();
                charset = word.charset();
            }
            if (!adjacent) text.append(raw(between));
            pending.writeBytes(word.base64() ? TransferDecoding.base64(word.content()) : q(word.content()));
            done = word.end();
        }
        text.append(Charsets.decode(pending.toByteArray(), charset));
        return text.append(raw(latin1.substring(done))).toString();
    }

    private static @Nullable Word next(String text, int from) {
        for (int start = text.indexOf("=?", from); start >= 0; start = text.indexOf("=?", start + 1)) {
            Word word = at(text, start);
            if (word != null) return word;
        }
        return null;
    }

    private static @Nullable Word at(String text, int start) {
        int charsetEnd = start + 2;
        int furthest = Math.min(text.length(), charsetEnd + LONGEST_CHARSET);
        while (charsetEnd < furthest && text.charAt(charsetEnd) != '?' && text.charAt(charsetEnd) > ' ') charsetEnd++;
        if (charsetEnd == start + 2 || charsetEnd + 2 >= text.length()) return null;
        if (text.charAt(charsetEnd) != '?' || text.charAt(charsetEnd + 2) != '?') return null;
        char encoding = text.charAt(charsetEnd + 1);
        boolean base64 = encoding == 'b' || encoding == 'B';
        if (!base64 && encoding != 'q' && encoding != 'Q') return null;
        int content = charsetEnd + 3;
        int end = end(text, content);
        if (end < 0) return null;
        String charset = text.substring(start + 2, charsetEnd);
        int language = charset.indexOf('*');
        return new Word(
                language < 0 ? charset : charset.substring(0, language),
                base64,
                text.substring(content, end),
                start,
                end + 2);
    }

    /**
     * Where the content ends. It may hold what RFC 2047 §2 forbids but senders write: blanks, and question marks as far
     * as no other word begins before the end.
     */
    private static int end(String text, int content) {
        int first = text.indexOf('?', content);
        if (first < 0) return -1;
        int furthest = Math.min(text.length() - 1, first + LONGEST_STRAY);
        for (int i = first; i < furthest; i++) {
            if (text.charAt(i) != '?') continue;
            if (text.charAt(i + 1) == '=') return i;
            if (i > content && text.charAt(i - 1) == '=') return -1;
        }
        return -1;
    }

    private static String raw(String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (latin1.charAt(i) > 0x7f) return Charsets.guess(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }
        return latin1;
    }

    private static byte[] q(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = c == '=' ? TransferDecoding.hexPair(text, i + 1) : -1;
            if (code >= 0) {
                out.write(code);
                i += 2;
            } else {
                out.write(c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }
}
