package org.mailstead.ladder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands between the person and the network.
 *
 * @param now by this machine's clock
 * @param behind how far its clock is behind others; negative if it is ahead; empty if nobody told the time
 * @param network whether anything can be reached
 * @param vpn whether a network interface looks like a tunnel
 * @param proxy of this machine for web pages; empty if there is none
 */
public record Machine(Instant now, Optional<Duration> behind, Network network, boolean vpn, Optional<String> proxy) {
    /** Whether the network is open. */
    public sealed interface Network {
        /** Whatever was asked for came as it is. */
        record Open() implements Network {}

        /**
         * Another answer came than the one that was asked for.
         *
         * @param leadsTo the host of the page that came in its place; may be empty
         */
        record Captive(String leadsTo) implements Network {}

        /** Nothing answered. */
        record Down() implements Network {}

        /** It was not asked. */
        record NotAsked() implements Network {}
    }
}
