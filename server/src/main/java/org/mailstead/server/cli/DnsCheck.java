package org.mailstead.server.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.Resolver;
import org.mailstead.server.Mistake;
import org.mailstead.server.OwnAddresses;
import org.mailstead.server.Resolvers;
import org.mailstead.server.config.HostAndPort;
import org.mailstead.tlspolicy.Https;
import org.mailstead.tlspolicy.HttpsPolicyHost;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;
import org.mailstead.zone.Surroundings;
import org.mailstead.zone.ZoneCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Asks the DNS what it says of a domain, and tells what is missing or wrong and what to do.",
        footer = {
            "",
            "Ends with 0 if nothing is to be mended, and with 1 if something is, or could not be found out.",
            "",
            "Example:",
            "  mailstead dns check example.org",
            "  mailstead dns check example.org --resolver 192.0.2.53:53"
        })
final class DnsCheck extends OnDirectory {
    /** Whoever waits for it sits before the terminal. */
    private static final Duration TOTAL = Duration.ofSeconds(60);

    /** A check asks some sixty; SPF records of others may lead to a hundred more. */
    private static final int QUESTIONS = 400;

    @Parameters(paramLabel = "DOMAIN", description = "one of this server's domains")
    private String domain = "";

    @Option(
            names = "--resolver",
            paramLabel = "HOST:PORT",
            description = "the DNS server to ask (default: those that the server asks)")
    private @Nullable String resolver;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "this machine's address as others reach it (default: those of its network that are public)")
    private List<String> addresses = new ArrayList<>();

    DnsCheck(Program program) {
        super(program);
    }

    @Override
    int work(Desk desk) {
        var configuration = desk.configuration().get();
        var given = addresses.stream().map(DnsRecords::address).toList();
        var setup = DnsFacts.of(desk, domain, given.isEmpty() ? OwnAddresses.found(configuration) : given);
        var proof = configuration.sending().proof();
        Resolver asked = Resolvers.of(proof.dns(), desk.clock(), servers(resolver, proof.dnsServers()));
        var dns = new CachingResolver(new BudgetedResolver(asked, desk.clock(), TOTAL, QUESTIONS), desk.clock());
        var https = new Https(dns, Dialer.from(List.of()), new TlsClient(null));
        var findings = ZoneCheck.of(setup, new Surroundings(dns, desk.clock(), new HttpsPolicyHost(https)));
        var text = new CheckText(setup, findings);
        desk.out().print(json() ? text.json() + "\n" : text.people());
        return text.isWell() ? 0 : 1;
    }

    @Override
    void run(Desk desk) {
        work(desk);
    }

    /** @param resolver as it was typed; null for the usual ones */
    static List<InetSocketAddress> servers(@Nullable String resolver, List<InetSocketAddress> usual) {
        if (resolver == null) return usual;
        var where = HostAndPort.parse(resolver)
                .orElseThrow(() -> new Mistake(
                        "\"" + resolver + "\" is not a DNS server with its port. Write it like 192.0.2.53:53."));
        try {
            return List.of(new InetSocketAddress(InetAddress.getByName(where.host()), where.port()));
        } catch (UnknownHostException e) {
            throw new Mistake("The DNS server " + where.host() + " has no address. Give its address.", e);
        }
    }
}
