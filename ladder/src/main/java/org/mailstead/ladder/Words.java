package org.mailstead.ladder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What others say, made fit to be shown. */
final class Words {
    private Words() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Without control characters, and none that turns the direction of a line; at most so many characters. */
    static String clean(String text, int most) {
        String plain =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        if (plain.length() <= most) return plain;
        boolean inside = Character.isHighSurrogate(plain.charAt(most - 1));
        return plain.substring(0, inside ? most - 1 : most).strip();
    }

    static String joined(List<String> lines, int most) {
        return clean(lines.stream().map(String::strip).collect(Collectors.joining(" ")), most);
    }
}
