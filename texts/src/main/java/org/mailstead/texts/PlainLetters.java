package org.mailstead.texts;

import java.text.Normalizer;

/** Spells what is said with the letters of ASCII: many protocols know no others until a program has asked for them. */
public final class PlainLetters {
    private PlainLetters() {}

    /** German umlauts as Germans write them then; other letters without their marks; what is left over as {@code ?}. */
    public static String of(String text) {
        var plain = new StringBuilder(text.length());
        String whole = Normalizer.normalize(text, Normalizer.Form.NFC);
        whole.codePoints().forEach(each -> plain.append(each < 0x80 ? Character.toString(each) : spelled(each)));
        return plain.toString();
    }

    private static String spelled(int letter) {
        return switch (letter) {
            case 'ä' -> "ae";
            case 'ö' -> "oe";
            case 'ü' -> "ue";
            case 'Ä' -> "Ae";
            case 'Ö' -> "Oe";
            case 'Ü' -> "Ue";
            case 'ß' -> "ss";
            case '„', '“', '”' -> "\"";
            case '‚', '‘', '’' -> "'";
            case '–', '—' -> "-";
            case '\u00a0' -> " ";
            default -> unmarked(letter);
        };
    }

    private static String unmarked(int letter) {
        String base = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD);
        int first = base.codePointAt(0);
        return first < 0x80 ? Character.toString(first) : "?";
    }
}
