package org.mailstead.outbound;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.outbound.MailHost.Judged;
import org.mailstead.tlspolicy.AppliedPolicy;
import org.mailstead.tlspolicy.Demand;
import org.mailstead.tlspolicy.Demand.TrustedCertificate;
import org.mailstead.tlspolicy.MtaSts;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.tlspolicy.TlsFailure.Kind;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.tlspolicy.TlsaRecords;

/** What the hosts that a domain names have to prove, since its owner wants it so. */
final class HostDemands {
    private final Resolver resolver;
    private final Function<DnsName, MtaSts.Known> policies;

    private final TlsSession.Witness witness;

    /**
     * By what the DNS and policies say.
     *
     * @param policies MTA-STS by domain; asked once for each try
     * @param witness told of hosts that are passed over
     */
    HostDemands(Resolver resolver, Function<DnsName, MtaSts.Known> policies, TlsSession.Witness witness) {
        this.resolver = resolver;
        this.policies = policies;
        this.witness = witness;
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
            return decide(host, name.get(), domain.get());
        }

        private Decision decide(MailHost host, DnsName name, DnsName recipients) {
            // Only where the host itself is named by a proved answer. RFC 7672 §2.2.1.
            TlsaRecords records =
                    host.authenticated() ? TlsaRecords.find(resolver, name, host.port()) : new TlsaRecords.None();
            return switch (records) {
                case TlsaRecords.Unknown(var why) -> {
                    String words = "the DNS does not tell how to know it by its certificate: " + why;
                    var judged = new Judged(recipients, AppliedPolicy.of(name, List.of()));
                    yield passOver(host, judged, new TlsFailure(Kind.DNSSEC_INVALID, words));
                }
                case TlsaRecords.Published published -> {
                    Demand demand = published.demand(name, recipients);
                    var judged = new Judged(recipients, AppliedPolicy.of(published.base(), published.usable()));
                    // What MTA-STS finds good must not do for what DANE finds bad. RFC 8461 §2.
                    if (demand.isAuthenticating()) yield new Decision.Ask(host.with(demand, judged));
                    yield byPolicy(host, name, host.with(demand, judged));
                }
                case TlsaRecords.None _ -> {
                    var judged = new Judged(recipients, AppliedPolicy.none(recipients));
                    yield byPolicy(host, name, host.with(Demand.nothing(), judged));
                }
            };
        }

        /** @param otherwise the host with what it has to do without a policy that is enforced */
        private Decision byPolicy(MailHost host, DnsName name, MailHost otherwise) {
            DnsName recipients = domain.orElseThrow();
            MtaSts.Known known = policy();
            var wish = new TrustedCertificate(recipients + " asks (MTA-STS)");
            boolean free = !otherwise.demand().isMandatory();
            if (known.trouble().isPresent() && free) {
                var missing = new Judged(recipients, AppliedPolicy.missing(recipients));
                return new Decision.Ask(host.with(new Demand.Watched(wish, known.trouble()), missing));
            }
            if (known.policy().isEmpty()) return new Decision.Ask(otherwise);
            StsPolicy sts = known.policy().get();
            var judged = new Judged(recipients, AppliedPolicy.of(recipients, sts));
            Optional<TlsFailure> stranger = sts.names(name) ? Optional.empty() : Optional.of(stranger(recipients));
            return switch (sts.mode()) {
                case NONE -> new Decision.Ask(otherwise);
                case TESTING ->
                    new Decision.Ask(free ? host.with(new Demand.Watched(wish, stranger), judged) : otherwise);
                case ENFORCE ->
                    stranger.isPresent()
                            ? passOver(host, judged, stranger.get())
                            : new Decision.Ask(host.with(wish, judged));
            };
        }

        private static TlsFailure stranger(DnsName recipients) {
            return new TlsFailure(
                    Kind.VALIDATION_FAILURE,
                    "it is none of the hosts that " + recipients + " names in its policy (MTA-STS)");
        }

        private MtaSts.Known policy() {
            MtaSts.Known known = policy;
            if (known == null) known = domain.map(policies).orElse(MtaSts.Known.NOTHING);
            policy = known;
            return known;
        }

        private Decision passOver(MailHost host, Judged by, TlsFailure why) {
            witness.met(new TlsSession(by.recipients(), by.policy(), host.name(), null, null, why));
            return new Decision.PassOver(Outcome.later("4.7.5", "", host + ": " + why));
        }
    }
}
