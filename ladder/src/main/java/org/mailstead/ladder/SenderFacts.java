package org.mailstead.ladder;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.DnsName;

/**
 * An address from which mail goes to other servers, as these look at it.
 *
 * @param of whose it is: the host through which the account sends; empty for one that stands in what was said
 * @param reverse whether it has a name that leads back to it
 * @param name that its PTR record has; empty if there is none
 * @param listings what lists say that were asked
 */
public record SenderFacts(
        InetAddress address, Optional<String> of, Reverse reverse, Optional<DnsName> name, List<Listing> listings) {
    public SenderFacts {
        listings = List.copyOf(listings);
    }

    /** What the DNS has as the name of an address. RFC 1035 §3.5. */
    public enum Reverse {
        /** A name that leads back to the address. */
        FITS,
        /** A name that leads somewhere else, or nowhere. */
        ASTRAY,
        NONE,
        /** The DNS did not tell. */
        UNKNOWN
    }

    /**
     * What a list says. RFC 5782 §2.1.
     *
     * @param answer the address that it answered with, which says why; empty if it did not
     */
    public record Listing(DnsName list, Outcome outcome, Optional<InetAddress> answer) {
        /** Whether it has the address. */
        public enum Outcome {
            LISTED,
            NOT_LISTED,
            /** It does not answer this resolver, since that asks too much or for all the world; nothing is known. */
            REFUSED,
            /** No answer, or none that a list gives. */
            UNKNOWN
        }
    }
}
