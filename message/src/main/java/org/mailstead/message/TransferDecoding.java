package org.mailstead.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Content-Transfer-Encoding undone. RFC 2045 §6. Never fails: what is no code is skipped or taken as it stands. */
public final class TransferDecoding {
    private TransferDecoding() {}

    /** Whether bytes under this encoding stand as they are. An unknown name is taken for one of those. RFC 2045 §6.2. */
    public static boolean isIdentity(String encoding) {
        return switch (plain(encoding)) {
            case "base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue" -> false;
            default -> true;
        };
    }

    /** Whether this server can undo the encoding, so that the content is what its sender had. RFC 3516 §4.3. */
    public static boolean isKnown(String encoding) {
        return switch (plain(encoding)) {
            case "7bit", "8bit", "binary" -> true;
            default -> !isIdentity(encoding);
        };
    }

    /**
     * The content behind its encoding, decoded as it is read. Closing it closes {@code encoded}.
     *
     * @param encoding as in the header; an unknown one leaves the bytes as they are
     */
    public static InputStream open(InputStream encoded, String encoding) {
        return switch (plain(encoding)) {
            case "base64" -> new Base64Input(encoded);
            case "quoted-printable" -> new QuotedPrintableInput(encoded);
            case "x-uuencode", "uuencode", "x-uue" -> new UuencodeInput(encoded);
            default -> encoded;
        };
    }

    /** Reads up to {@code limit} bytes of decoded content. */
    public static byte[] decode(InputStream encoded, String encoding, int limit) throws IOException {
        return open(encoded, encoding).readNBytes(limit);
    }

    private static String plain(String encoding) {
        return encoding.strip().toLowerCase(Locale.ROOT);
    }

    static byte[] base64(String text) {
        try (var in = new Base64Input(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be read", e);
        }
    }

    /** The value of two hexadecimal digits, -1 if they are none. */
    static int hexPair(String text, int at) {
        return at + 1 >= text.length() ? -1 : hexPair(text.charAt(at), text.charAt(at + 1));
    }

    static int hexPair(int high, int low) {
        int first = high > 0x7f ? -1 : Character.digit(high, 16);
        int second = low > 0x7f ? -1 : Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : (first << 4) | second;
    }
}
