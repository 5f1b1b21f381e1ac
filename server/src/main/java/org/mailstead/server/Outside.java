package org.mailstead.server;

import java.time.Clock;
import java.util.List;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.Dnssec;
import org.mailstead.dns.NetworkResolver;
import org.mailstead.dns.NetworkSettings;
import org.mailstead.dns.ProvingResolver;
import org.mailstead.dns.Resolver;
import org.mailstead.outbound.Outbound;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.DnsProof;
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
    static Outbound.Network network(DnsProof proof, Clock clock) {
        Resolver resolver = switch (proof) {
            case AUTO -> new ProvingResolver(asking(Dnssec.VALIDATE, clock), asking(Dnssec.OFF, clock), clock);
            case VALIDATE -> asking(Dnssec.VALIDATE, clock);
            case LOCAL -> asking(Dnssec.TRUST_LOOPBACK, clock);
            case OFF -> asking(Dnssec.OFF, clock);
        };
        return new Outbound.Network(new CachingResolver(resolver, clock), Dialer.from(List.of()), new TlsClient(null));
    }

    private static Resolver asking(Dnssec dnssec, Clock clock) {
        try {
            return new NetworkResolver(NetworkSettings.ofSystem(dnssec), clock);
        } catch (IllegalArgumentException e) {
            throw new Mistake(
                    "The setting dns.dnssec is \"local\", but this machine's DNS servers are not all on it. Use \"auto\", or"
                            + " run a validating resolver here and name it alone in /etc/resolv.conf.",
                    e);
        }
    }

    static Outbound.Settings settings(Configuration configuration) {
        Sending sending = configuration.sending();
        Outbound.Way way = switch (sending.way()) {
            case Configuration.Way.Direct() -> new Outbound.Way.Direct();
            case Configuration.Way.Smarthost(var name, var port) -> new Outbound.Way.Smarthost(name, port);
            case Configuration.Way.Off() -> new Outbound.Way.Closed();
        };
        var schedule = new RetrySchedule(RetrySchedule.STANDARD.waits(), sending.warnAfter(), sending.giveUpAfter());
        return new Outbound.Settings(configuration.hostname(), way, schedule);
    }
}
