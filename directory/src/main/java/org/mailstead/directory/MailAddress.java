package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An address as this server stores and compares it: lower case, Unicode NFC, domain without trailing dot. Made by
 * {@link #parse} or {@link #of}, which give one address one form; the constructor checks nothing.
 *
 * @param local the part before the last {@code @}, without quotes and backslashes
 * @param domain the part after it, in its Unicode form
 */
public record MailAddress(String local, String domain) {
    /** Octets before the {@code @}. RFC 5321 §4.5.3.1.1. */
    public static final int LOCAL_OCTETS = 64;

    /** Octets in the whole: 256 of a path (RFC 5321 §4.5.3.1.3) less its angle brackets. */
    public static final int OCTETS = 254;

    /** Begins the part of a sub-address that only its owner's rules look at: {@code ann+list@}. RFC 5233 §4. */
    static final char DETAIL = '+';

    /** In place of a name: everybody of a domain whom nobody else is. No real mailbox is called that. */
    static final String ANYBODY = "*";

    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    /** Characters typed at most, quotes and backslashes and a Unicode domain included; more is not worth reading. */
    private static final int TYPED_CHARACTERS = 1024;

    /**
     * Reads an address typed by a person or sent by a peer (RFC 5321 §4.1.2, with the letters of RFC 6531 §3.3); empty
     * if it is none, or none that can have an account: without domain, with an address literal.
     */
    public static Optional<MailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || text.length() > TYPED_CHARACTERS) return Optional.empty();
        String typed = text.substring(0, at);
        Optional<String> local = typed.startsWith("\"") ? unquoted(typed) : dotAtom(typed);
        if (local.isEmpty()) return Optional.empty();
        // NFC again after the change of case: İ becomes two characters, and the form must not change a second time.
        String lower = nfc(nfc(local.get()).toLowerCase(Locale.ROOT));
        int octets = lower.getBytes(StandardCharsets.UTF_8).length;
        if (octets > LOCAL_OCTETS) return Optional.empty();
        return DomainName.of(text.substring(at + 1))
                .filter(domain -> octets + 1 + domain.ascii().length() <= OCTETS)
                .map(domain -> new MailAddress(lower, domain.unicode()));
    }

    /** As {@link #parse}, for a person who must be told. */
    public static MailAddress of(String typed) {
        return parse(typed.strip())
                .orElseThrow(
                        () -> new DirectoryException(
                                DirectoryException.Reason.BAD_ADDRESS,
                                "\"" + DirectoryException.shown(typed)
                                        + "\" is not a mail address. It needs a name, an @ and a domain, like ann@example.org."));
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static Optional<String> dotAtom(String typed) {
        boolean atoms = !typed.startsWith(".") && !typed.endsWith(".") && !typed.contains("..");
        return atoms && typed.codePoints().allMatch(c -> c == '.' || isAtomText(c))
                ? Optional.of(typed)
                : Optional.empty();
    }

    private static Optional<String> unquoted(String typed) {
        if (typed.length() < 3 || !typed.endsWith("\"")) return Optional.empty();
        var text = new StringBuilder();
        for (int i = 1; i < typed.length() - 1; i++) {
            char c = typed.charAt(i);
            if (c == '"') return Optional.empty();
            if (c == '\\') {
                // A backslash before the closing quote would quote that, and then the string has no end.
                if (++i == typed.length() - 1) return Optional.empty();
                c = typed.charAt(i);
            }
            text.append(c);
        }
        boolean fine = text.codePoints().allMatch(c -> c == ' ' || isVisible(c));
        return fine ? Optional.of(text.toString()) : Optional.empty();
    }

    private static boolean isAtomText(int c) {
        if (c >= 0x80) return isVisible(c);
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ATOM_SPECIALS.indexOf(c) >= 0;
    }

    /**
     * Neither control nor format characters, nor spaces other than the ASCII one: they break lines of a log or a
     * protocol, or make two addresses look alike.
     */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The address without the part from the first {@code +} on; empty if there is none. */
    Optional<MailAddress> withoutDetail() {
        int plus = local.indexOf(DETAIL);
        return plus <= 0 ? Optional.empty() : Optional.of(new MailAddress(local.substring(0, plus), domain));
    }

    /** The domain as the DNS knows it. */
    public String asciiDomain() {
        return DomainName.of(domain).map(DomainName::ascii).orElse(domain);
    }

    /** Stands for all addresses of its domain that nobody has. */
    public boolean isCatchAll() {
        return local.equals(ANYBODY);
    }

    /** As it is written in a command or a header; {@link #parse} reads it back to the same address. */
    @Override
    public String toString() {
        return (dotAtom(local).isPresent() && !local.isEmpty() ? local : quoted()) + "@" + domain;
    }

    private String quoted() {
        return "\"" + local.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
