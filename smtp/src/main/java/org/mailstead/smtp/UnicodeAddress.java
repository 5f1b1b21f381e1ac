package org.mailstead.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of the type {@code utf-8} in ASCII: what is not, and what has a meaning, is written {@code \x{HEX}}. RFC 6533 §3. */
public final class UnicodeAddress {
    private static final Pattern EMBEDDED = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})}");

    private UnicodeAddress() {}

    /** Empty if it is not well formed, or holds control characters or spaces. Letters may also stand for themselves. */
    static Optional<String> decode(String text) {
        var decoded = new StringBuilder();
        Matcher embedded = EMBEDDED.matcher(text);
        int at = 0;
        while (embedded.find()) {
            decoded.append(text, at, embedded.start());
            at = embedded.end();
            int point = Integer.parseInt(embedded.group(1), 16);
            boolean character = Character.isDefined(point) && (point < 0xD800 || point > 0xDFFF);
            if (!character) return Optional.empty();
            decoded.appendCodePoint(point);
        }
        String rest = text.substring(at);
        decoded.append(rest);
        String outside = EMBEDDED.matcher(text).replaceAll("");
        boolean plain = outside.indexOf('\\') < 0 && outside.indexOf('+') < 0 && outside.indexOf('=') < 0;
        boolean printable = decoded.codePoints().noneMatch(UnicodeAddress::isBreak);
        return plain && printable ? Optional.of(decoded.toString()) : Optional.empty();
    }

    private static boolean isBreak(int point) {
        return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
    }

    public static String encode(String text) {
        var encoded = new StringBuilder();
        text.codePoints().forEach(point -> {
            boolean itself = point > ' ' && point <= '~' && point != '+' && point != '=' && point != '\\';
            if (itself) encoded.append((char) point);
            else encoded.append("\\x{").append("%02X".formatted(point)).append('}');
        });
        return encoded.toString();
    }
}
