package org.mailstead.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mailbox in a path, as the peer wrote it but for quoting. RFC 5321 §4.1.2.
 *
 * @param local without quotes and backslashes; printable characters and spaces
 * @param domain a domain name, which may have U-labels, or an address literal with its brackets; empty only in {@link #POSTMASTER}
 */
public record SmtpAddress(String local, String domain) {
    /** {@code <Postmaster>} without a domain: whoever looks after this server. RFC 5321 §4.5.1. */
    public static final SmtpAddress POSTMASTER = new SmtpAddress("postmaster", "");

    /** Reads one as it stands in a path; empty if it is none. RFC 5321 §4.1.2. */
    public static Optional<SmtpAddress> parse(String text) {
        try {
            var in = new PathReader("<" + text + ">", SmtpReplies.BAD_RECIPIENT);
            SmtpAddress address = in.forwardPath();
            return in.parameters().isEmpty() ? Optional.of(address) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+";

    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");

    /** Whether everybody can carry it; others need SMTPUTF8. RFC 6531 §3.3. */
    public boolean isAscii() {
        return isAscii(local) && isAscii(domain);
    }

    /** Whether it is only the domain that may not be, which has an ASCII form as well. */
    public boolean hasAsciiLocal() {
        return isAscii(local);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** As it stands in a path, quoted where it must be; safe in headers and logs. */
    @Override
    public String toString() {
        String written =
                DOT_STRING.matcher(local).matches() ? local : '"' + local.replaceAll("([\"\\\\])", "\\\\$1") + '"';
        return domain.isEmpty() ? written : written + "@" + domain;
    }
}
