package org.mailstead.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Mx;
import org.mailstead.dns.HostAddresses;
import org.mailstead.dns.MailRoute;
import org.mailstead.dns.Resolver;

/** Each domain says itself who takes its mail. RFC 5321 §5.1. */
final class DnsRouting implements Routing {
    /** RFC 5321 §4.5.4.2 has servers listen there. */
    private static final int SMTP_PORT = 25;

    private static final String IPV6 = "IPv6:";

    private final Resolver resolver;
    private final String hostName;
    private final int port;
    private final Predicate<InetAddress> usable;

    /** @param hostName of this server, which must not bring mail to itself */
    DnsRouting(Resolver resolver, String hostName) {
        this(resolver, hostName, SMTP_PORT, HostAddresses::isSomewhere);
    }

    /** @param usable whether mail may be brought to an address that the DNS gave */
    DnsRouting(Resolver resolver, String hostName, int port, Predicate<InetAddress> usable) {
        this.resolver = resolver;
        this.hostName = hostName;
        this.port = port;
        this.usable = usable;
    }

    @Override
    public Route find(Destination destination) {
        String domain = destination.domain();
        if (domain.startsWith("[")) {
            return new Route.Hosts(List.of(new MailHost(domain.substring(1, domain.length() - 1), port, 0, false)));
        }
        Optional<DnsName> name = DnsName.parse(domain);
        if (name.isEmpty()) return nowhere("5.1.2", "\"" + domain + "\" is not a name of a domain.");
        return switch (MailRoute.find(resolver, name.get())) {
            case MailRoute.NoDomain() -> nowhere("5.1.2", "There is no domain " + domain + ".");
            case MailRoute.NoMail() -> nowhere("5.1.10", "The domain " + domain + " takes no mail (null MX).");
            case MailRoute.Unknown(var detail) ->
                new Route.Unclear("4.4.3", "The DNS does not tell who takes mail for " + domain + ": " + detail);
            case MailRoute.Hosts(var hosts, var authenticated) -> notOurselves(domain, hosts, authenticated);
        };
    }

    /** If we are among them, only better ones than us can be meant. RFC 5321 §5.1. */
    private Route notOurselves(String domain, List<Mx> found, boolean authenticated) {
        OptionalInt ours = found.stream()
                .filter(mx -> mx.exchange().toString().equals(hostName.toLowerCase(Locale.ROOT)))
                .mapToInt(Mx::preference)
                .min();
        List<MailHost> hosts = found.stream()
                .filter(mx -> ours.isEmpty() || mx.preference() < ours.getAsInt())
                .map(mx -> new MailHost(mx.exchange().toString(), port, mx.preference(), authenticated))
                .toList();
        if (hosts.isEmpty()) {
            return nowhere(
                    "5.4.6",
                    "The DNS says that this server takes mail for " + domain + ", but the domain is not set up here.");
        }
        return new Route.Hosts(hosts);
    }

    private static Route nowhere(String status, String why) {
        return new Route.Nowhere(Outcome.failed(status, "", why));
    }

    @Override
    public Whereabouts addresses(MailHost host) {
        Optional<InetAddress> literal = literal(host.name());
        if (literal.isPresent()) return new Whereabouts.Addresses(List.of(literal.get()));
        Optional<DnsName> name = DnsName.parse(host.name());
        if (name.isEmpty()) return new Whereabouts.Unknown(true, host.name() + " is not a name of a host.");
        return switch (HostAddresses.find(resolver, name.get(), usable)) {
            case HostAddresses.Found(var addresses) -> new Whereabouts.Addresses(addresses);
            case HostAddresses.Unknown(var why) ->
                new Whereabouts.Unknown(false, "The DNS does not tell the address of " + host + ": " + why);
            case HostAddresses.None(var unusable) ->
                new Whereabouts.Unknown(
                        true,
                        unusable
                                ? host + " has only addresses that mean this machine itself, or nobody."
                                : host + " has no address in the DNS.");
        };
    }

    private static Optional<InetAddress> literal(String text) {
        boolean tagged = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
        try {
            InetAddress address = InetAddress.ofLiteral(tagged ? text.substring(IPV6.length()) : text);
            return tagged == address instanceof Inet6Address ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
