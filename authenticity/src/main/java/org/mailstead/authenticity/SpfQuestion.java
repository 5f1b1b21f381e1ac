package org.mailstead.authenticity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.DnsName;

/**
 * The facts of one check.
 *
 * @param local the sender's local part, as written
 * @param domain the sender's domain, as written
 */
record SpfQuestion(InetAddress client, String helo, String local, String domain, DnsName receiver, Instant when) {
    boolean isFour() {
        return client instanceof Inet4Address;
    }

    /** The value of a macro that is the same in every record of the check; those of {@code d} and {@code p} are not. */
    String macro(char letter) {
        return switch (letter) {
            case 's' -> local + "@" + domain;
            case 'l' -> local;
            case 'o' -> domain;
            case 'h' -> helo;
            case 'i' -> isFour() ? AddressText.of(client) : nibbles();
            case 'v' -> isFour() ? "in-addr" : "ip6";
            case 'c' -> AddressText.of(client);
            case 'r' -> receiver.toString();
            case 't' -> Long.toString(when.getEpochSecond());
            default -> throw new IllegalArgumentException("no such macro: " + letter);
        };
    }

    private String nibbles() {
        var out = new StringBuilder(63);
        for (byte b : client.getAddress()) {
            if (!out.isEmpty()) out.append('.');
            out.append(Character.forDigit((b >> 4) & 15, 16)).append('.').append(Character.forDigit(b & 15, 16));
        }
        return out.toString();
    }
}
