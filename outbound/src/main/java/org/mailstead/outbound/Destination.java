package org.mailstead.outbound;

import java.util.Locale;
import org.mailstead.dns.DnsName;
import org.mailstead.smtp.SmtpAddress;

/**
 * Where mail is brought in one go: the people of this server, or whoever takes mail for a domain. How a domain is
 * reached is worked out at each try, since it changes while mail waits.
 *
 * @param domain in lower case, or an address literal in its brackets; empty for this server
 */
public record Destination(String domain) implements Comparable<Destination> {
    public static final Destination HERE = new Destination("");

    public static Destination of(SmtpAddress address) {
        String domain = address.domain().toLowerCase(Locale.ROOT);
        // A domain is the same in either form. RFC 6531 §3.2.
        if (address.isAscii()) return new Destination(domain);
        return new Destination(DnsName.parse(domain).map(DnsName::toString).orElse(domain));
    }

    public boolean isHere() {
        return domain.isEmpty();
    }

    @Override
    public int compareTo(Destination other) {
        return domain.compareTo(other.domain);
    }

    @Override
    public String toString() {
        return isHere() ? "here" : domain;
    }
}
