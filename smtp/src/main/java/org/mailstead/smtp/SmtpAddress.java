package org.mailstead.smtp;

import java.util.regex.Pattern;

/**
 * A mailbox in a path, as the peer wrote it but for quoting. RFC 5321 §4.1.2.
 *
 * @param local without quotes and backslashes; printable ASCII and spaces
 * @param domain a domain name, or an address literal with its brackets; empty only in {@link #POSTMASTER}
 */
public record SmtpAddress(String local, String domain) {
    /** {@code <Postmaster>} without a domain: whoever looks after this server. RFC 5321 §4.5.1. */
    public static final SmtpAddress POSTMASTER = new SmtpAddress("postmaster", "");

    private static final Pattern DOT_STRING =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    /** As it stands in a path, quoted where it must be; safe in headers and logs. */
    @Override
    public String toString() {
        String written =
                DOT_STRING.matcher(local).matches() ? local : '"' + local.replaceAll("([\"\\\\])", "\\\\$1") + '"';
        return domain.isEmpty() ? written : written + "@" + domain;
    }
}
