package org.mailstead.outbound;

import java.net.InetAddress;
import java.util.List;

/** Finds who takes mail for a destination. */
interface Routing {
    Route find(Destination destination);

    Whereabouts addresses(MailHost host);

    /** What is known of a destination. */
    sealed interface Route {
        /** To the first of these that answers. */
        record Hosts(List<MailHost> hosts) implements Route {
            public Hosts {
                hosts = List.copyOf(hosts);
            }
        }

        /** Nowhere, and that will not change. */
        record Nowhere(Outcome outcome) implements Route {}

        /** Nobody knows just now. */
        record Unclear(String status, String why) implements Route {}
    }

    /** What is known of a host. */
    sealed interface Whereabouts {
        record Addresses(List<InetAddress> addresses) implements Whereabouts {
            public Addresses {
                addresses = List.copyOf(addresses);
            }
        }

        /** @param forGood whether asking again is of no use */
        record Unknown(boolean forGood, String why) implements Whereabouts {}
    }
}
