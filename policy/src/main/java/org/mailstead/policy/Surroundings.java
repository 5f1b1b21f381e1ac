package org.mailstead.policy;

import java.time.Clock;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;

/**
 * What checks ask about the world.
 *
 * @param resolver with a cache: checks ask for some names twice
 * @param hostName of this server
 */
public record Surroundings(Resolver resolver, Clock clock, String hostName) {
    /** For the macros of SPF records and nothing else. */
    DnsName receiver() {
        return DnsName.parse(hostName).orElse(DnsName.ROOT);
    }
}
