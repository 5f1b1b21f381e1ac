package org.mailstead.discovery;

import java.util.Optional;
import org.mailstead.dns.DnsName;

/**
 * Whose settings are asked for. The name may be anybody's, or nobody's: nothing here depends on it.
 *
 * @param local before the last {@code @}, as it was sent
 */
record AskedAddress(String local, DnsName domain) {
    /** Longer than any address can be (RFC 5321 §4.5.3.1), with a domain in Unicode. */
    private static final int CHARACTERS = 512;

    /** Empty if there is no {@code @}, or no domain behind it. */
    static Optional<AskedAddress> parse(String text) {
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at <= 0 || address.length() > CHARACTERS) return Optional.empty();
        return DnsName.parse(address.substring(at + 1))
                .filter(domain -> !domain.equals(DnsName.ROOT))
                .map(domain -> new AskedAddress(address.substring(0, at), domain));
    }

    /** With A-labels: some programs refuse others. */
    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
