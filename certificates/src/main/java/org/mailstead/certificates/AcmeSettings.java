package org.mailstead.certificates;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.TsigKey;

/**
 * Where certificates come from.
 *
 * @param directory of the authority
 * @param email where it may write to the owner; empty for nowhere
 * @param authorities a PEM file with the certificates by which the authority's own server is known, where they are not public
 * @param updates how records come into the DNS, for {@link ChallengeKind#DNS_01}
 * @param names more names to have certificates for
 */
public record AcmeSettings(
        URI directory,
        String email,
        ChallengeKind challenge,
        Optional<Path> authorities,
        Optional<Updates> updates,
        List<String> names) {
    public AcmeSettings {
        names = List.copyOf(names);
    }

    /**
     * The server that takes changes of our zones.
     *
     * @param settle for its other servers to learn of a change before the authority looks
     */
    public record Updates(InetSocketAddress server, TsigKey key, Duration settle) {}
}
