package org.mailstead.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charsets by the names that mail uses, and guessing where none is named. */
public final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What senders write and what they mean: the larger set of the two wherever one holds the other. */
    private static final Map<String, String> MEANT = Map.of(
            "iso-8859-1", "windows-1252",
            "latin1", "windows-1252",
            "ks_c_5601-1987", "x-windows-949",
            "ks_c_5601", "x-windows-949",
            "euc-kr", "x-windows-949",
            "gb2312", "GB18030",
            "gbk", "GB18030",
            "shift_jis", "windows-31j",
            "iso-2022-jp", "x-windows-iso2022jp",
            "utf8", "UTF-8");

    private Charsets() {}

    public static Optional<Charset> named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(MEANT.getOrDefault(plain, plain)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        } catch (IllegalArgumentException empty) {
            return Optional.empty();
        }
    }

    /** UTF-8 if the bytes are that, else windows-1252, which always fits. */
    public static String guess(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }

    /** Decodes with the charset named; without one, or with an unknown one, guesses. US-ASCII with 8-bit bytes is guessed. */
    public static String decode(byte[] bytes, String charset) {
        Charset found = named(charset).orElse(StandardCharsets.US_ASCII);
        return found.equals(StandardCharsets.US_ASCII) || found.equals(StandardCharsets.UTF_8)
                ? guess(bytes)
                : new String(bytes, found);
    }
}
