package org.mailstead.ladder;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.MailHosts;

/** Made-up hosts, and how the ladder reaches them. Whoever answers is waited for as long as a busy machine needs. */
final class World implements AutoCloseable {
    static final String ANN = "ann@example.org";

    private static final Duration LONG = Duration.ofSeconds(20);

    /** For servers that all answer. */
    static final Times PATIENT = new Times(
            LONG, LONG, LONG, Duration.ofMillis(20), LONG, LONG, Duration.ofSeconds(50), Duration.ofSeconds(55));

    /** For those that wait for the other side to begin; then they are quick, but for what a busy machine needs. */
    static final Times WAITING = new Times(
            LONG,
            LONG,
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            LONG,
            LONG,
            Duration.ofSeconds(50),
            Duration.ofSeconds(55));

    /** For those that are silent on purpose. */
    static final Times BRISK = new Times(
            LONG,
            LONG,
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofMillis(800),
            Duration.ofMillis(800),
            Duration.ofSeconds(20),
            Duration.ofSeconds(25));

    final MailHosts hosts;
    private final Clock clock = Clock.systemUTC();

    World() {
        try {
            hosts = new MailHosts(clock.instant());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    MailHosts.Host host(String name) {
        return hosts.host(name);
    }

    Outside outside(Times times) {
        return new Outside(
                new ScriptedResolver(hosts.zone()),
                hosts::connect,
                Optional.of(hosts.roots()),
                Outside::isPublic,
                clock,
                times,
                Outside.Surface.BARE,
                Optional.empty());
    }

    View view(Times times, String... names) {
        return Observer.view(List.of(names), DnsName.of("example.org"), outside(times));
    }

    /** Looks at one port, of which only is told. */
    PortFacts port(Times times, String host, int port) {
        return view(times, host).port(host, port).orElseThrow();
    }

    static Attempt attempt(MailServer... set) {
        return new Attempt(ANN, List.of(set), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), "");
    }

    static MailServer server(Protocol protocol, String host, int port) {
        boolean atOnce = Set.of(993, 995, 465).contains(port);
        return new MailServer(protocol, host, port, atOnce ? Security.TLS : Security.STARTTLS, ANN);
    }

    @Override
    public void close() throws IOException {
        hosts.close();
    }
}
