package org.mailstead.ladder;

import java.net.InetAddress;
import java.util.List;
import org.mailstead.dns.DnsName;

/**
 * What the DNS says of a host.
 *
 * @param aliases the names that it stands for, in order; the last one is that of which the answer is. RFC 1034 §3.6.2
 */
public record HostFacts(String host, Answer answer, List<DnsName> aliases) {
    public HostFacts {
        aliases = List.copyOf(aliases);
    }

    /** A host by its own name. */
    HostFacts(String host, Answer answer) {
        this(host, answer, List.of());
    }

    HostFacts by(List<DnsName> names) {
        return new HostFacts(host, answer, names);
    }

    /** What came of the question. */
    public sealed interface Answer {
        record Addresses(List<InetAddress> addresses) implements Answer {
            public Addresses {
                addresses = List.copyOf(addresses);
            }
        }

        /** No such name, or none with an address. */
        record Nothing() implements Answer {}

        /** Only addresses that mean this machine, a private network, or nobody. */
        record Private() implements Answer {}

        /** The DNS did not answer. */
        record Failed(String why) implements Answer {}
    }
}
