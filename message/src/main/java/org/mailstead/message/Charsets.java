package org.mailstead.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charsets by the names that mail uses, and guessing where none is named. */
public final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What senders write and no Java runtime knows. */
    private static final Map<String, String> ALIASES = Map.of(
            "ks_c_5601", "x-windows-949",
            "x-gbk", "GB18030",
            "x-euc-jp", "EUC-JP",
            "x-sjis", "windows-31j",
            "x-big5", "Big5-HKSCS",
            "iso-8859-8-i", "ISO-8859-8",
            "iso-8859-8-e", "ISO-8859-8",
            "x-mac-roman", "x-MacRoman",
            "macintosh", "x-MacRoman",
            "cp-850", "IBM850");

    /** What senders mean by the charset they name: the larger set wherever one holds the other. By canonical name. */
    private static final Map<String, String> MEANT = Map.of(
            "ISO-8859-1", "windows-1252",
            "ISO-8859-9", "windows-1254",
            "TIS-620", "x-windows-874",
            "EUC-KR", "x-windows-949",
            "GB2312", "GB18030",
            "GBK", "GB18030",
            "Big5", "Big5-HKSCS",
            "Shift_JIS", "windows-31j",
            "ISO-2022-JP", "x-windows-iso2022jp");

    /**
     * All charsets by their names and aliases in lower case. Asking the runtime for a name it does not know takes half a
     * millisecond, each time again, and a message may ask for thousands. Made when first needed, which takes a while.
     */
    private static final class Known {
        static final Map<String, Charset> BY_NAME = new HashMap<>();

        static {
            for (Charset charset : Charset.availableCharsets().values()) {
                for (String alias : charset.aliases()) BY_NAME.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset);
            }
            // A name of its own counts more than an alias of another.
            for (Charset charset : Charset.availableCharsets().values()) {
                BY_NAME.put(charset.name().toLowerCase(Locale.ROOT), charset);
            }
        }
    }

    private Charsets() {}

    /** The charset that mail under this name is written in; empty if nobody knows it. */
    public static Optional<Charset> named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("\"") || plain.startsWith("'")) plain = plain.substring(1);
        while (plain.endsWith("\"") || plain.endsWith("'") || plain.endsWith(";") || plain.endsWith(",")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return known(ALIASES.getOrDefault(plain, plain)).map(charset -> {
            String meant = MEANT.get(charset.name());
            // A runtime without the module jdk.charsets has fewer.
            return meant == null ? charset : known(meant).orElse(charset);
        });
    }

    private static Optional<Charset> known(String name) {
        return switch (name) {
            // Most mail needs no others.
            case "utf-8", "utf8" -> Optional.of(StandardCharsets.UTF_8);
            case "us-ascii" -> Optional.of(StandardCharsets.US_ASCII);
            case "" -> Optional.empty();
            default -> Optional.ofNullable(Known.BY_NAME.get(name.toLowerCase(Locale.ROOT)));
        };
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

    /**
     * Decodes with the charset named; without one, or with an unknown one, guesses. 8-bit bytes under the name of
     * US-ASCII are guessed as well. Bytes that do not fit become U+FFFD.
     */
    public static String decode(byte[] bytes, String charset) {
        Charset found = named(charset).orElse(StandardCharsets.US_ASCII);
        if (found.equals(StandardCharsets.US_ASCII)) return guess(bytes);
        // One torn character must not turn a long text into nonsense; a text without a good one is not UTF-8 at all.
        if (found.equals(StandardCharsets.UTF_8) && !hasUtf8Sequence(bytes)) return guess(bytes);
        return new String(bytes, found);
    }

    private static boolean hasUtf8Sequence(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            boolean leads = (bytes[i] & 0xe0) == 0xc0 || (bytes[i] & 0xf0) == 0xe0 || (bytes[i] & 0xf8) == 0xf0;
            if (leads && (bytes[i + 1] & 0xc0) == 0x80) return true;
        }
        return false;
    }
}
