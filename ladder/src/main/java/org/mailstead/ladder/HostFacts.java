package org.mailstead.ladder;

import java.net.InetAddress;
import java.util.List;

/** What the DNS says of a host. */
public record HostFacts(String host, Answer answer) {
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
