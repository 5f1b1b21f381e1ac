package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Content-Transfer-Encoding undone. RFC 2045 §6. Never fails: what is no code is skipped or taken as it stands. */
public final class TransferDecoding {
    private static final int[] BASE64 = new int[128];

    static {
        Arrays.fill(BASE64, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) BASE64[alphabet.charAt(i)] = i;
    }

    private TransferDecoding() {}

    /**
     * Reads up to {@code limit} bytes of decoded content.
     *
     * @param encoding as in the header; an unknown one leaves the bytes as they are
     */
    public static byte[] decode(InputStream encoded, String encoding, int limit) throws IOException {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> {
                // Four characters for three bytes, and line ends.
                byte[] text = encoded.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, limit * 3L / 2 + 1024));
                byte[] bytes = base64(new String(text, StandardCharsets.ISO_8859_1));
                yield bytes.length > limit ? Arrays.copyOf(bytes, limit) : bytes;
            }
            case "quoted-printable" -> {
                byte[] bytes = quotedPrintable(encoded.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, limit * 3L)));
                yield bytes.length > limit ? Arrays.copyOf(bytes, limit) : bytes;
            }
            default -> encoded.readNBytes(limit);
        };
    }

    static byte[] base64(String text) {
        var out = new ByteArrayOutputStream(text.length() * 3 / 4);
        int bits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < 128 ? BASE64[c] : -1;
            if (value < 0) {
                // Padding ends a group; senders join several encoded pieces.
                if (c == '=') count = 0;
                continue;
            }
            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                out.write(bits >> count);
            }
        }
        return out.toByteArray();
    }

    private static byte[] quotedPrintable(byte[] text) {
        var out = new ByteArrayOutputStream(text.length);
        String chars = new String(text, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '=') {
                out.write(text[i]);
                continue;
            }
            int code = hexPair(chars, i + 1);
            int next = i + 1;
            while (next < text.length && (text[next] == ' ' || text[next] == '\t')) next++;
            if (code >= 0) {
                out.write(code);
                i += 2;
            } else if (next < text.length && text[next] == '\n') {
                i = next;
            } else if (next + 1 < text.length && text[next] == '\r' && text[next + 1] == '\n') {
                i = next + 1;
            } else {
                out.write('=');
            }
        }
        return out.toByteArray();
    }

    /** The value of two hexadecimal digits, -1 if they are none. */
    static int hexPair(String text, int at) {
        if (at + 1 >= text.length()) return -1;
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }
}
