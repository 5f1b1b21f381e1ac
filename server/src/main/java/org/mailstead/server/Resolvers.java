package org.mailstead.server;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.mailstead.dns.Dnssec;
import org.mailstead.dns.NetworkResolver;
import org.mailstead.dns.NetworkSettings;
import org.mailstead.dns.ProvingResolver;
import org.mailstead.dns.Resolver;
import org.mailstead.server.config.Configuration.DnsProof;

/** The way to the DNS, with the proofs that the configuration asks for. */
public final class Resolvers {
    private Resolvers() {}

    /**
     * One that asks anew each time.
     *
     * @param servers to ask; those of this machine if there are none
     * @throws Mistake if the DNS servers are not those that the configuration speaks of
     */
    public static Resolver of(DnsProof proof, Clock clock, List<InetSocketAddress> servers) {
        return switch (proof) {
            case AUTO ->
                new ProvingResolver(asking(Dnssec.VALIDATE, clock, servers), asking(Dnssec.OFF, clock, servers), clock);
            case VALIDATE -> asking(Dnssec.VALIDATE, clock, servers);
            case LOCAL -> asking(Dnssec.TRUST_LOOPBACK, clock, servers);
            case OFF -> asking(Dnssec.OFF, clock, servers);
        };
    }

    private static Resolver asking(Dnssec dnssec, Clock clock, List<InetSocketAddress> servers) {
        try {
            return new NetworkResolver(
                    servers.isEmpty() ? NetworkSettings.ofSystem(dnssec) : new NetworkSettings(servers, dnssec), clock);
        } catch (IllegalArgumentException e) {
            throw new Mistake(
                    "The setting dns.dnssec is \"local\", but the DNS servers are not all on this machine. Use \"auto\", or"
                            + " run a validating resolver here and name it alone in dns.servers.",
                    e);
        }
    }
}
