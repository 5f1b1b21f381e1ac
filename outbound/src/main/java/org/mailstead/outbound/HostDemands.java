package org.mailstead.outbound;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.tlspolicy.Demand;
import org.mailstead.tlspolicy.Demand.TrustedCertificate;
import org.mailstead.tlspolicy.MtaSts;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.tlspolicy.TlsaRecords;

/** What the hosts that a domain names have to prove, since its owner wants it so. */
final class HostDemands {
    private final Resolver resolver;
    private final Function<DnsName, MtaSts.Known> policies;

    /** @param policies MTA-STS by domain; asked once for each try */
    HostDemands(Resolver resolver, Function<DnsName, MtaSts.Known> policies) {
        this.resolver = resolver;
        this.policies = policies;
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
        /** Empty for an address literal. */
        private final Optional<DnsName> domain;

        private MtaSts.@Nullable Known policy;

        private ForDomain(Destination destination) {
            domain = destination.domain().startsWith("[") ? Optional.empty() : DnsName.parse(destination.domain());
        }

        Decision decide(MailHost host) {
            Optional<DnsName> name = DnsName.parse(host.name());
            // Whoever chose a host has said what it has to prove.
            if (host.access().chosen() || name.isEmpty() || domain.isEmpty()) return new Decision.Ask(host);
            // Only where the host itself is named by a proved answer. RFC 7672 §2.2.1.
            TlsaRecords records =
                    host.authenticated() ? TlsaRecords.find(resolver, name.get(), host.port()) : new TlsaRecords.None();
            return switch (records) {
                case TlsaRecords.Unknown(var why) ->
                    passOver(host + ": the DNS does not tell how to know it by its certificate: " + why);
                case TlsaRecords.Published published -> {
                    Demand demand = published.demand(name.get(), domain.get());
                    // What MTA-STS finds good must not do for what DANE finds bad. RFC 8461 §2.
                    yield demand.isAuthenticating()
                            ? new Decision.Ask(host.with(demand))
                            : byPolicy(host, name.get(), demand);
                }
                case TlsaRecords.None _ -> byPolicy(host, name.get(), Demand.nothing());
            };
        }

        /** @param otherwise what it has to do without a policy that is enforced */
        private Decision byPolicy(MailHost host, DnsName name, Demand otherwise) {
            Optional<StsPolicy> found = policy().policy();
            if (found.isEmpty()) return new Decision.Ask(host.with(otherwise));
            StsPolicy sts = found.get();
            var wish = new TrustedCertificate(domain.orElseThrow() + " asks (MTA-STS)");
            var stranger = new TlsFailure(
                    TlsFailure.Kind.VALIDATION_FAILURE,
                    "it is none of the hosts that " + domain.orElseThrow() + " names in its policy (MTA-STS)");
            Optional<TlsFailure> known = sts.names(name) ? Optional.empty() : Optional.of(stranger);
            return switch (sts.mode()) {
                case NONE -> new Decision.Ask(host.with(otherwise));
                case TESTING ->
                    new Decision.Ask(host.with(otherwise.isMandatory() ? otherwise : new Demand.Watched(wish, known)));
                case ENFORCE ->
                    known.isPresent() ? passOver(host + ": " + stranger) : new Decision.Ask(host.with(wish));
            };
        }

        private MtaSts.Known policy() {
            MtaSts.Known known = policy;
            if (known == null) known = domain.map(policies).orElse(MtaSts.Known.NOTHING);
            policy = known;
            return known;
        }

        private static Decision passOver(String why) {
            return new Decision.PassOver(Outcome.later("4.7.5", "", why));
        }
    }
}
