package org.mailstead.zone;

import java.time.Clock;
import org.mailstead.dns.Resolver;

/**
 * What the checks ask.
 *
 * @param clock for what expires
 */
public record Surroundings(Resolver resolver, Clock clock, PolicySource policies) {
    /** Fetches what is served for MTA-STS. */
    @FunctionalInterface
    public interface PolicySource {
        /**
         * The text at {@link ServedPolicy#PATH} of a host.
         *
         * @throws java.io.IOException saying in words why it cannot be had
         */
        String fetch(String host) throws java.io.IOException;
    }
}
