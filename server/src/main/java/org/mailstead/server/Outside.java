package org.mailstead.server;

import java.time.Clock;
import java.util.List;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.Dnssec;
import org.mailstead.dns.NetworkResolver;
import org.mailstead.dns.NetworkSettings;
import org.mailstead.outbound.Outbound;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.Sending;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** The way to other servers. */
final class Outside {
    private Outside() {}

    /** DNS servers, addresses and roots of certificates as this machine has them. */
    static Outbound.Network network(Clock clock) {
        // Nothing here needs proof by DNSSEC yet; asking for it costs those whose DNS servers strip it all their mail.
        var resolver = new NetworkResolver(NetworkSettings.ofSystem(Dnssec.OFF), clock);
        return new Outbound.Network(new CachingResolver(resolver, clock), Dialer.from(List.of()), new TlsClient(null));
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
