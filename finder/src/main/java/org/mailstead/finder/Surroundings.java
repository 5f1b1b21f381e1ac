package org.mailstead.finder;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.mailstead.dns.Resolver;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/**
 * How everything outside is reached.
 *
 * @param usable addresses that may be gone to
 * @param limit for a whole check
 */
public record Surroundings(
        Resolver resolver, Dialer.Way way, TlsClient tls, Predicate<InetAddress> usable, Duration limit) {}
