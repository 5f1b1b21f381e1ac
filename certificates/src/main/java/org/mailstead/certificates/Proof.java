package org.mailstead.certificates;

import org.mailstead.dns.DnsName;
import org.mailstead.wire.ServerCertificate;

/** What an authority wants to see. */
sealed interface Proof {
    /** A text at {@code /.well-known/acme-challenge/TOKEN} on port 80. RFC 8555 §8.3 */
    record Page(String token, String text) implements Proof {}

    /** A certificate shown to who asks for {@code acme-tls/1}. RFC 8737 §3 */
    record Shown(String name, ServerCertificate certificate) implements Proof {}

    /** A text in the DNS. RFC 8555 §8.4 */
    record Text(DnsName at, String text) implements Proof {}
}
