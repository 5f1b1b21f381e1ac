package org.mailstead.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a path and what follows it in MAIL and RCPT. RFC 5321 §4.1.2, strictly: an address we mend is an address another
 * server reads differently. Letters beyond ASCII are read as RFC 6531 §3.3 has them; whether they may be there is for the
 * command to say.
 */
final class PathReader {
    /**
     * Longer than the 64 octets of RFC 5321 §4.5.3.1.1, the least that must be taken: addresses for bounces that carry the
     * recipient in them are longer in practice.
     */
    private static final int MAX_LOCAL = 255;
    /** RFC 5321 §4.5.3.1.2. */
    private static final int MAX_DOMAIN = 255;

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~";
    private static final char END = '\0';
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final String text;
    private final SmtpReply bad;
    private int at;

    /** @param bad what the peer is told when the grammar is broken */
    PathReader(String text, SmtpReply bad) {
        this.text = text;
        this.bad = bad;
    }

    /** Takes {@code FROM:} or {@code TO:} in any case, and one space behind it, which many programs send. */
    void keyword(String keyword) {
        if (!text.regionMatches(true, at, keyword, 0, keyword.length())) throw malformed();
        at += keyword.length();
        if (peek() == ' ') at++;
    }

    /** Empty for the null path {@code <>}. */
    Optional<SmtpAddress> reversePath() {
        if (!text.startsWith("<>", at)) return Optional.of(path());
        at += 2;
        return Optional.empty();
    }

    SmtpAddress forwardPath() {
        String postmaster = "<postmaster>";
        if (!text.regionMatches(true, at, postmaster, 0, postmaster.length())) return path();
        at += postmaster.length();
        return SmtpAddress.POSTMASTER;
    }

    /** What stands behind the path, without the space before it; empty if nothing. */
    String parameters() {
        if (at == text.length()) return "";
        take(' ');
        return text.substring(at).strip();
    }

    private SmtpAddress path() {
        take('<');
        if (peek() == '@') skipSourceRoute();
        String local = peek() == '"' ? quotedString() : dotString();
        take('@');
        String domain = peek() == '[' ? addressLiteral() : domain();
        take('>');
        if (octets(local) > MAX_LOCAL || octets(domain) > MAX_DOMAIN) throw malformed();
        return new SmtpAddress(local, domain);
    }

    /** Source routes must be accepted and should be ignored. RFC 5321 §3.6.1, appendix C. */
    private void skipSourceRoute() {
        take('@');
        domain();
        while (peek() == ',') {
            at++;
            take('@');
            domain();
        }
        take(':');
    }

    private String dotString() {
        int start = at;
        do {
            if (at > start) at++;
            int atom = at;
            while (isAtext(peek())) at++;
            if (at == atom) throw malformed();
        } while (peek() == '.');
        return text.substring(start, at);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean isAtext(char c) {
        return isLetterOrDigit(c) || ATEXT_MARKS.indexOf(c) >= 0 || isBeyondAscii(c);
    }

    /** Nothing that breaks a line of a log, or makes one address look like another. */
    private boolean isBeyondAscii(char c) {
        if (c < 0x80) return false;
        int point = Character.isLowSurrogate(c) ? text.codePointBefore(at + 1) : text.codePointAt(at);
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // Joiners are part of how several scripts are written.
            case Character.FORMAT -> point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private String quotedString() {
        var content = new StringBuilder();
        take('"');
        while (peek() != '"') {
            if (peek() == '\\') at++;
            if (peek() < ' ' || (peek() >= 0x80 && !isBeyondAscii(peek()))) throw malformed();
            content.append(text.charAt(at++));
        }
        take('"');
        if (content.isEmpty()) throw malformed();
        return content.toString();
    }

    private String domain() {
        int start = at;
        do {
            if (at > start) at++;
            int label = at;
            while (isLetterOrDigit(peek()) || peek() == '-' || isBeyondAscii(peek())) at++;
            if (at == label || at - label > 63) throw malformed();
            if (text.charAt(label) == '-' || text.charAt(at - 1) == '-') throw malformed();
        } while (peek() == '.');
        return text.substring(start, at);
    }

    /** RFC 5321 §4.1.3. */
    private String addressLiteral() {
        int end = text.indexOf(']', at);
        if (end < 0 || !isAddress(text.substring(at + 1, end))) throw malformed();
        String literal = text.substring(at, end + 1);
        at = end + 1;
        return literal;
    }

    private static boolean isAddress(String inBrackets) {
        String tag = "IPv6:";
        try {
            return inBrackets.regionMatches(true, 0, tag, 0, tag.length())
                    ? inBrackets.indexOf('%') < 0
                            && InetAddress.ofLiteral(inBrackets.substring(tag.length())) instanceof Inet6Address
                    : IPV4.matcher(inBrackets).matches()
                            && InetAddress.ofLiteral(inBrackets).getAddress().length == 4;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void take(char wanted) {
        if (peek() != wanted) throw malformed();
        at++;
    }

    private Malformed malformed() {
        return new Malformed(bad);
    }
}
