package org.mailstead.server;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.outbound.Outbound;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.Sending;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** The way to other servers. */
final class Outside {
    private Outside() {}

    /**
     * DNS servers, addresses and roots of certificates as this machine has them.
     *
     * @throws Mistake if the DNS servers are not those that the configuration speaks of
     */
    static Outbound.Network network(Sending sending, Clock clock) {
        Resolver resolver =
                Resolvers.of(sending.proof().dns(), clock, sending.proof().dnsServers());
        var sources = SourceAddresses.checked(sending.sources(), "The setting sending.source-addresses");
        return new Outbound.Network(new CachingResolver(resolver, clock), Dialer.from(sources), new TlsClient(null));
    }

    /** @param reporter our domain, in whose name others are told of TLS with them */
    static Outbound.Settings settings(Configuration configuration, Supplier<DnsName> reporter) {
        Sending sending = configuration.sending();
        Outbound.Way way = switch (sending.way()) {
            case Configuration.Way.Direct() -> new Outbound.Way.Direct();
            case Configuration.Way.Smarthost(var name, var port) -> new Outbound.Way.Smarthost(name, port);
            case Configuration.Way.Off() -> new Outbound.Way.Closed();
        };
        var schedule = new RetrySchedule(RetrySchedule.STANDARD.waits(), sending.warnAfter(), sending.giveUpAfter());
        return new Outbound.Settings(
                configuration.hostname(),
                way,
                schedule,
                sending.proof().tlsReports() ? Optional.of(reporter) : Optional.empty());
    }
}
