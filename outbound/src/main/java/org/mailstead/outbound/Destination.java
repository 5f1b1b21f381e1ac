package org.mailstead.outbound;

import java.util.Locale;
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
        return new Destination(address.domain().toLowerCase(Locale.ROOT));
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
