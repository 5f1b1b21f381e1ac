package org.mailstead.outbound;

import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.tlspolicy.TlsaRecords;

/** What the hosts that a domain names have to prove, since its owner wants it so. */
final class HostDemands {
    private final Resolver resolver;

    HostDemands(Resolver resolver) {
        this.resolver = resolver;
    }

    /** What is to be done with a host. */
    sealed interface Decision {
        /** Go to it. */
        record Ask(MailHost host) implements Decision {}

        /** Leave it out. */
        record PassOver(Outcome why) implements Decision {}
    }

    /** For mail to one domain. */
    ForDomain of(Destination destination) {
        return new ForDomain(destination);
    }

    /** What the hosts of one domain have to prove. */
    final class ForDomain {
        private final Destination destination;

        private ForDomain(Destination destination) {
            this.destination = destination;
        }

        Decision decide(MailHost host) {
            // Whoever chose a host has said what it has to prove.
            if (host.access().chosen()) return new Decision.Ask(host);
            return dane(host).orElseGet(() -> new Decision.Ask(host));
        }

        /** Only where the host itself is named by a proved answer. RFC 7672 §2.2.1. */
        private Optional<Decision> dane(MailHost host) {
            if (!host.authenticated()) return Optional.empty();
            Optional<DnsName> name = DnsName.parse(host.name());
            Optional<DnsName> domain = DnsName.parse(destination.domain());
            if (name.isEmpty() || domain.isEmpty()) return Optional.empty();
            return switch (TlsaRecords.find(resolver, name.get(), host.port())) {
                case TlsaRecords.None _ -> Optional.empty();
                case TlsaRecords.Published published ->
                    Optional.of(new Decision.Ask(host.with(published.demand(name.get(), domain.get()))));
                case TlsaRecords.Unknown(var why) ->
                    Optional.of(new Decision.PassOver(Outcome.later(
                            "4.7.5", "", host + ": the DNS does not tell how to know it by its certificate: " + why)));
            };
        }
    }
}
