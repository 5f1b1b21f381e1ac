package org.mailstead.directory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail domain in its one form: lower case, without trailing dot, internationalised labels checked against RFC 5891.
 *
 * <p>{@code java.net.IDN} is not used: it follows RFC 3490, which turns ß into ss, so that mail for one domain would
 * reach the owner of another.
 *
 * @param ascii with {@code xn--} labels; what DNS and our keys hold
 * @param unicode what people read
 */
record DomainName(String ascii, String unicode) {
    /** Octets in a label and in a name. RFC 1035 §2.3.4; a name there includes its length octets. */
    private static final int LABEL_OCTETS = 63;

    private static final int NAME_OCTETS = 253;

    /** No Unicode form of a valid name is longer; checked first, since encoding costs the square of the length. */
    private static final int TYPED_CHARACTERS = 512;

    private static final String ENCODED = "xn--";

    /** Empty if {@code typed} is no host name: address literals, empty labels, other characters, too long. */
    static Optional<DomainName> of(String typed) {
        if (typed.isEmpty() || typed.length() > TYPED_CHARACTERS) return Optional.empty();
        String text = withoutTrailingDot(mapped(typed));
        var ascii = new StringBuilder();
        var unicode = new StringBuilder();
        for (String label : text.split("\\.", -1)) {
            Optional<DomainName> one = label(label);
            if (one.isEmpty()) return Optional.empty();
            if (!ascii.isEmpty()) {
                ascii.append('.');
                unicode.append('.');
            }
            ascii.append(one.get().ascii);
            unicode.append(one.get().unicode);
        }
        if (ascii.length() > NAME_OCTETS) return Optional.empty();
        return Optional.of(new DomainName(ascii.toString(), unicode.toString()));
    }

    /** What people type is brought together (RFC 5895 §2): width, case, composition, the other full stops. */
    private static String mapped(String typed) {
        if (isAscii(typed)) return typed.toLowerCase(Locale.ROOT);
        String folded = Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).replace('\u3002', '.');
    }

    private static String withoutTrailingDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<DomainName> label(String label) {
        if (isAscii(label)) {
            if (!isAsciiLabel(label)) return Optional.empty();
            return label.startsWith(ENCODED) ? decoded(label) : Optional.of(new DomainName(label, label));
        }
        if (label.length() > LABEL_OCTETS || !isUnicodeLabel(label)) return Optional.empty();
        String ascii = ENCODED + Punycode.encode(label.codePoints().toArray());
        return ascii.length() > LABEL_OCTETS ? Optional.empty() : Optional.of(new DomainName(ascii, label));
    }

    /** An encoded label is taken only if it is what we would write, so that one domain has one form. RFC 5891 §5.4. */
    private static Optional<DomainName> decoded(String label) {
        return Punycode.decode(label.substring(ENCODED.length()))
                .filter(unicode -> !isAscii(unicode) && unicode.equals(mapped(unicode)) && isUnicodeLabel(unicode))
                .filter(unicode -> label.equals(
                        ENCODED + Punycode.encode(unicode.codePoints().toArray())))
                .map(unicode -> new DomainName(label, unicode));
    }

    /** Letters, digits and hyphens; underscores too, since some hosts that really send mail have them. */
    private static boolean isAsciiLabel(String label) {
        if (label.isEmpty() || label.length() > LABEL_OCTETS) return false;
        if (label.startsWith("-") || label.endsWith("-")) return false;
        return label.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
    }

    private static boolean isUnicodeLabel(String label) {
        if (label.startsWith("-") || label.endsWith("-") || label.startsWith("--", 2)) return false;
        // RFC 5891 §4.2.3.2: a mark has nothing to stand on.
        if (isMark(label.codePointAt(0))) return false;
        return label.codePoints().allMatch(c -> c == '-' || isLetterOrDigit(c) || isMark(c));
    }

    /** The letters and digits of RFC 5892 §2.1; the few exceptions that depend on neighbours are left out. */
    private static boolean isLetterOrDigit(int c) {
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    @Override
    public String toString() {
        return unicode;
    }
}
