package org.mailstead.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/**
 * Which servers to ask and how.
 *
 * @param servers asked in this order; at least one
 * @param perQuery how long one server is waited for, up to 60 s
 * @param perLookup how long one question may take in all, up to 60 s
 */
public record NetworkSettings(List<InetSocketAddress> servers, Dnssec dnssec, Duration perQuery, Duration perLookup) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** More are never reached within the time limit. */
    private static final int SERVERS = 4;

    public NetworkSettings {
        if (servers.isEmpty()) throw new IllegalArgumentException("no DNS server to ask");
        servers = List.copyOf(servers.subList(0, Math.min(SERVERS, servers.size())));
        for (var limit : List.of(perQuery, perLookup)) {
            if (!limit.isPositive() || limit.compareTo(LONGEST) > 0)
                throw new IllegalArgumentException("a DNS time limit must be between 0 and 60 s, not " + limit);
        }
        if (dnssec == Dnssec.TRUST_LOOPBACK) {
            for (var server : servers)
                if (server.isUnresolved() || !server.getAddress().isLoopbackAddress())
                    throw new IllegalArgumentException("DNSSEC is left to the DNS server " + server
                            + ", which is not on this machine: anybody on the way could forge its word");
        }
    }

    public NetworkSettings(List<InetSocketAddress> servers, Dnssec dnssec) {
        this(servers, dnssec, DnsLimits.PER_QUERY, DnsLimits.PER_LOOKUP);
    }

    /** The servers that this machine's programs use ({@code /etc/resolv.conf}); its search path is not taken. */
    public static NetworkSettings ofSystem(Dnssec dnssec) {
        return new NetworkSettings(ResolverConfig.getCurrentConfig().servers(), dnssec);
    }
}
