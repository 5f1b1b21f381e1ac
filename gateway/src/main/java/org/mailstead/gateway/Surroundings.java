package org.mailstead.gateway;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TrustedRoots;

/**
 * What the gateway has of the world.
 *
 * @param forms how token services are asked
 * @param outside how mail servers are reached
 * @param random a secure one
 * @param pause how time is let pass
 */
public record Surroundings(Forms forms, Outside outside, Clock clock, RandomGenerator random, Pause pause) {
    /**
     * The network of this machine.
     *
     * @param authorities who vouch for servers beside those whom it trusts
     * @param random a secure one
     */
    public static Surroundings ofThisMachine(Optional<Path> authorities, Clock clock, RandomGenerator random) {
        Optional<KeyStore> roots = authorities.map(TrustedRoots::beside);
        return new Surroundings(
                new HttpsForms(roots),
                new Outside(
                        host -> List.of(InetAddress.getAllByName(host)),
                        Dialer.from(List.of()),
                        new TlsClient(roots.orElse(null))),
                clock,
                random,
                Thread::sleep);
    }
}
