package org.mailstead.dns;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Internationalised names, IDNA 2008. The JDK's {@code java.net.IDN} is of 2003 and makes another name of {@code ß} and
 * {@code ς} than registries do, so mail would go to another domain.
 */
final class Idna {
    private static final String PREFIX = "xn--";

    /** Dots of other scripts, as people type them. RFC 5895 §2. */
    private static final Pattern DOTS = Pattern.compile("[.\u3002\uff0e\uff61]");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    /** Behind such a mark a joiner changes how letters look and so may stand; all have it in their names. RFC 5892 §A.1. */
    private static final String VIRAMA = "VIRAMA";

    private Idna() {}

    /** Labels in Unicode become A-labels; empty if one of them may not be in a name. RFC 5891 §5. */
    static Optional<String> toAscii(String name) {
        var out = new StringBuilder();
        for (String label : DOTS.split(name, -1)) {
            if (!out.isEmpty()) out.append('.');
            var ascii = labelToAscii(label);
            if (ascii.isEmpty()) return Optional.empty();
            out.append(ascii.get());
        }
        return Optional.of(out.toString());
    }

    private static Optional<String> labelToAscii(String label) {
        if (label.length() > DnsLimits.LABEL_BYTES) return Optional.empty();
        if (isAscii(label)) return Optional.of(label);
        // RFC 5895 §2: full-width and capital letters are what people type for the plain ones.
        String mapped = Normalizer.normalize(lowered(widthMapped(label)), Normalizer.Form.NFC);
        if (isAscii(mapped)) return Optional.of(mapped);
        if (!isValid(mapped)) return Optional.empty();
        return Punycode.encode(mapped).map(coded -> PREFIX + coded).filter(a -> a.length() <= DnsLimits.LABEL_BYTES);
    }

    private static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }

    /** A-labels become Unicode where that is sound; others stay as they are, so that nothing is shown that would not be found. */
    static String toUnicode(String name) {
        if (!name.contains(PREFIX)) return name;
        var out = new StringBuilder();
        for (String label : name.split("\\.", -1)) {
            if (!out.isEmpty()) out.append('.');
            out.append(labelToUnicode(label));
        }
        return out.toString();
    }

    private static String labelToUnicode(String label) {
        if (!label.startsWith(PREFIX)) return label;
        return Punycode.decode(label.substring(PREFIX.length()))
                .filter(unicode -> labelToAscii(unicode).equals(Optional.of(label)))
                .orElse(label);
    }

    private static String lowered(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    private static String widthMapped(String label) {
        var out = new StringBuilder(label.length());
        label.codePoints().forEach(point -> {
            boolean halfOrFull = point >= 0xff00 && point <= 0xffef;
            if (halfOrFull) out.append(Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC));
            else out.appendCodePoint(point);
        });
        return out.toString();
    }

    /** RFC 5891 §4.2. */
    private static boolean isValid(String label) {
        if (label.isEmpty() || label.startsWith("-") || label.endsWith("-")) return false;
        int[] points = label.codePoints().toArray();
        if (points.length >= 4 && points[2] == '-' && points[3] == '-') return false;
        if (isMark(points[0])) return false;
        for (int i = 0; i < points.length; i++) if (!isAllowed(points, i)) return false;
        return isBidiValid(points);
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** The derived property of RFC 5892 §3, with its exceptions (§2.6) and rules by context (§A). */
    private static boolean isAllowed(int[] points, int at) {
        int point = points[at];
        return switch (point) {
            case '-', 0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007 -> true;
            case 0x640, 0x7fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b -> false;
            case ZERO_WIDTH_JOINER -> at > 0 && isVirama(points[at - 1]);
            case ZERO_WIDTH_NON_JOINER -> at > 0 && (isVirama(points[at - 1]) || ArabicJoining.isBetween(points, at));
            case 0xb7 -> at > 0 && at + 1 < points.length && points[at - 1] == 'l' && points[at + 1] == 'l';
            case 0x375 -> at + 1 < points.length && isOf(points[at + 1], Character.UnicodeScript.GREEK);
            case 0x5f3, 0x5f4 -> at > 0 && isOf(points[at - 1], Character.UnicodeScript.HEBREW);
            case 0x30fb -> hasJapanese(points);
            default -> isLetterOrDigit(point) && isStable(point) && !isIgnorable(point) && digitsFit(points, point);
        };
    }

    private static boolean isVirama(int point) {
        String name = Character.getName(point);
        return name != null && name.contains(VIRAMA);
    }

    private static boolean isOf(int point, Character.UnicodeScript script) {
        return Character.UnicodeScript.of(point) == script;
    }

    private static boolean hasJapanese(int[] points) {
        for (int point : points) {
            switch (Character.UnicodeScript.of(point)) {
                case HIRAGANA, KATAKANA, HAN -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean isLetterOrDigit(int point) {
        if (point < 0x80) return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
        int type = Character.getType(point);
        return type == Character.LOWERCASE_LETTER
                || type == Character.OTHER_LETTER
                || type == Character.MODIFIER_LETTER
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether it stays itself under compatibility forms and case; ligatures and such do not. RFC 5892 §2.2. */
    private static boolean isStable(int point) {
        String text = Character.toString(point);
        String folded = lowered(Normalizer.normalize(text, Normalizer.Form.NFKC));
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
    }

    /** Invisible ones, and the parts of old Hangul. RFC 5892 §2.3, §2.9. */
    private static boolean isIgnorable(int point) {
        boolean variation = (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
        boolean hangulPart = (point >= 0x1100 && point <= 0x11ff)
                || (point >= 0xa960 && point <= 0xa97c)
                || (point >= 0xd7b0 && point <= 0xd7fb);
        return variation || hangulPart || point == 0x34f || point == 0x17b4 || point == 0x17b5;
    }

    /** Arabic digits of the two kinds look alike and must not be mixed. RFC 5892 §A.8, §A.9. */
    private static boolean digitsFit(int[] points, int point) {
        boolean arabic = point >= 0x660 && point <= 0x669;
        boolean extended = point >= 0x6f0 && point <= 0x6f9;
        if (!arabic && !extended) return true;
        for (int other : points) {
            if (arabic && other >= 0x6f0 && other <= 0x6f9) return false;
            if (extended && other >= 0x660 && other <= 0x669) return false;
        }
        return true;
    }

    /** A label must not change how its neighbours are read. RFC 5893 §2, for labels written from right to left. */
    private static boolean isBidiValid(int[] points) {
        boolean rightToLeft = false;
        for (int point : points) {
            // Arabic digits alone make a label one of the other direction, in which it then must begin with a letter.
            rightToLeft |= isRightToLeft(point)
                    || Character.getDirectionality(point) == Character.DIRECTIONALITY_ARABIC_NUMBER;
        }
        if (!rightToLeft) return true;
        if (!isRightToLeft(points[0])) return false;
        int last = points.length - 1;
        while (last > 0 && Character.getDirectionality(points[last]) == Character.DIRECTIONALITY_NONSPACING_MARK)
            last--;
        boolean european = false;
        boolean arabic = false;
        for (int point : points) {
            byte direction = Character.getDirectionality(point);
            if (direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT) return false;
            european |= direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
            arabic |= direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
        }
        byte end = Character.getDirectionality(points[last]);
        boolean endsWell = isRightToLeft(points[last])
                || end == Character.DIRECTIONALITY_EUROPEAN_NUMBER
                || end == Character.DIRECTIONALITY_ARABIC_NUMBER;
        return endsWell && !(european && arabic);
    }

    private static boolean isRightToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
