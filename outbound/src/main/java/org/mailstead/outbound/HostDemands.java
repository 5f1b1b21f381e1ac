package org.mailstead.outbound;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.outbound.MailHost.Judged;
import org.mailstead.smtp.ServerFeatures;
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

    /** For one message to one domain. */
    ForDomain of(Destination destination, TlsWishes wishes) {
        return new ForDomain(destination, wishes);
    }

    /** What the hosts of one domain have to prove. */
    final class ForDomain {
        /** Empty for an address literal. */
        private final Optional<DnsName> domain;

        private final TlsWishes wishes;
        private MtaSts.@Nullable Known policy;

        private ForDomain(Destination destination, TlsWishes wishes) {
            this.wishes = wishes;
            domain = destination.domain().startsWith("[") ? Optional.empty() : DnsName.parse(destination.domain());
        }

        Decision decide(MailHost host) {
            Optional<DnsName> name = DnsName.parse(host.name());
            boolean named = !host.access().chosen() && name.isPresent() && domain.isPresent();
            if (wishes.isRequired()) return named ? strictly(host, name.get(), domain.get()) : strictly(host);
            // Whoever chose a host has said what it has to prove.
            return named ? decide(host, name.get(), domain.get()) : new Decision.Ask(host);
        }

        /** The sender's word makes the most of what the domain offers. RFC 8689 §4.2.1. */
        private Decision strictly(MailHost named, DnsName name, DnsName recipients) {
            Decision usual = decide(named, name, recipients);
            if (!(usual instanceof Decision.Ask(var host))) return usual;
            if (host.demand().isAuthenticating()) return new Decision.Ask(host);
            boolean known = host.authenticated()
                    || policy().policy().filter(sts -> sts.names(name)).isPresent();
            var demand = new TrustedCertificate("the sender asks (REQUIRETLS)");
            if (known) return new Decision.Ask(host.with(demand, host.judged()));
            String why = named + ": neither DNSSEC nor a policy (MTA-STS) proves that it takes the mail of "
                    + recipients + ", and the sender asks for that (REQUIRETLS).";
            // A policy that could not be fetched may be there in an hour.
            return new Decision.PassOver(
                    policy().trouble().isPresent() ? Outcome.later("4.7.5", "", why) : unprotected(why));
        }

        /** One that was chosen, or an address. */
        private Decision strictly(MailHost host) {
            return host.access()
                    .strictly()
                    .<Decision>map(access -> new Decision.Ask(host.with(access)))
                    .orElseGet(() -> new Decision.PassOver(unprotected(host
                            + ": there is no TLS on this way that proves who is there, and the sender asks for that"
                            + " (REQUIRETLS).")));
        }

        /** For a host that does not do or prove what is asked of it. */
        Outcome refusal(MailHost host, TlsFailure failure) {
            String why = host + ": " + failure;
            return wishes.isRequired() ? unprotected(why) : Outcome.later("4.7.5", "", why);
        }

        /** Encryption needed. RFC 8689 §4.2.1. */
        private static Outcome unprotected(String why) {
            return Outcome.failed("5.7.10", "", why);
        }

        /** For a host that knows nothing of the sender's wish; null if it does, or there is none. RFC 8689 §4.2.1. */
        @Nullable
        Outcome withoutPromise(MailHost host, ServerFeatures features) {
            if (!wishes.isRequired() || features.has("REQUIRETLS")) return null;
            return Outcome.failed(
                    "5.7.30",
                    "",
                    host + " does not promise TLS for the rest of the way, and the sender asks for that (REQUIRETLS).");
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
                    if (demand.isAuthenticating()) yield ask(host.with(demand, judged));
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
                return ask(host.with(
                        Demand.Watched.withoutPolicy(wish, known.trouble().get()), missing));
            }
            if (known.policy().isEmpty()) return ask(otherwise);
            StsPolicy sts = known.policy().get();
            var judged = new Judged(recipients, AppliedPolicy.of(recipients, sts));
            Optional<TlsFailure> stranger = sts.names(name) ? Optional.empty() : Optional.of(stranger(recipients));
            return switch (sts.mode()) {
                case NONE -> ask(otherwise);
                case TESTING -> ask(free ? host.with(Demand.Watched.onTrial(wish, stranger), judged) : otherwise);
                case ENFORCE ->
                    stranger.isPresent() ? passOver(host, judged, stranger.get()) : ask(host.with(wish, judged));
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

        private Decision ask(MailHost host) {
            // Nobody is told of it either: of a report about TLS that would make the next one. RFC 8460 §3.
            return new Decision.Ask(wishes.isWaived() ? host.with(Demand.nothing(), null) : host);
        }

        private Decision passOver(MailHost host, Judged by, TlsFailure why) {
            // The sender would rather have it arrive. RFC 8689 §3.
            if (wishes.isWaived()) return new Decision.Ask(host.with(Demand.nothing(), null));
            witness.met(new TlsSession(by.recipients(), by.policy(), host.name(), null, null, why));
            // What the DNS does not say now it may say in an hour.
            boolean unknown = why.kind() == Kind.DNSSEC_INVALID;
            return new Decision.PassOver(unknown ? Outcome.later("4.7.5", "", host + ": " + why) : refusal(host, why));
        }
    }
}
