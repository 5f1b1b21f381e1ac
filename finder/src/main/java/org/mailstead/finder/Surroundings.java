package org.mailstead.finder;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.mailstead.dns.Resolver;
import org.mailstead.tlspolicy.Https;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/**
 * How everything outside is reached.
 *
 * @param usable addresses that may be gone to
 */
public record Surroundings(Resolver resolver, Dialer dialer, TlsClient tls, Predicate<InetAddress> usable) {
    Https https() {
        return new Https(resolver, dialer, tls, usable);
    }
}
