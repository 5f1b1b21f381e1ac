package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes encoded words. RFC 2047, with the language tag of RFC 2231 §5. */
public final class EncodedWord {
    /** Text inside may hold what RFC 2047 §2 forbids but senders write, a blank among it; never a question mark. */
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?*\\s]{1,60})(?:\\*[^?]{0,40})?\\?([bBqQ])\\?([^?]*)\\?=");

    private EncodedWord() {}

    /**
     * Decodes a header value given as ISO 8859-1. White space between two encoded words is dropped (RFC 2047 §6.2);
     * words in one charset are decoded together, since senders cut in the middle of characters; what is broken stays as
     * it is; raw 8-bit bytes are guessed.
     */
    public static String decode(String latin1) {
        if (!latin1.contains("=?")) return raw(latin1);
        Matcher word = WORD.matcher(latin1);
        var text = new StringBuilder();
        var pending = new ByteArrayOutputStream();
        String pendingCharset = "";
        int done = 0;
        while (word.find()) {
            String between = latin1.substring(done, word.start());
            boolean adjacent = done > 0 && between.isBlank();
            if (!adjacent || !pendingCharset.equalsIgnoreCase(word.group(1))) {
                text.append(Charsets.decode(pending.toByteArray(), pendingCharset));
                pending.reset();
                pendingCharset = word.group(1);
            }
            if (!adjacent) text.append(raw(between));
            pending.writeBytes(content(word.group(2), word.group(3)));
            done = word.end();
        }
        text.append(Charsets.decode(pending.toByteArray(), pendingCharset));
        return text.append(raw(latin1.substring(done))).toString();
    }

    private static String raw(String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (latin1.charAt(i) > 0x7f) return Charsets.guess(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }
        return latin1;
    }

    private static byte[] content(String encoding, String text) {
        return encoding.equalsIgnoreCase("B") ? TransferDecoding.base64(text) : q(text);
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
