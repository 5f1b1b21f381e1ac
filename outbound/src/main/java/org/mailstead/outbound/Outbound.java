package org.mailstead.outbound;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Route;
import org.mailstead.directory.Routes;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Everything that brings mail from here to where it belongs, at work until it is closed. */
public final class Outbound implements AutoCloseable {
    private final MailQueue queue;
    private final HostSessions sessions;
    private final Dispatcher dispatcher;
    private final Forecast forecast;
    /** What others are asked beside bringing mail. */
    private record Others(TlsPolicies policies, AddressProbe probe) {}

    private final TlsPolicies policies;
    private final AddressProbe probe;

    private Outbound(MailQueue queue, HostSessions sessions, Dispatcher dispatcher, Forecast forecast, Others others) {
        this.forecast = forecast;
        policies = others.policies();
        probe = others.probe();
        this.queue = queue;
        this.sessions = sessions;
        this.dispatcher = dispatcher;
    }

    /**
     * How mail leaves.
     *
     * @param hostName how this server calls itself
     * @param tlsReporter our domain, in whose name others are told how TLS with them goes; empty to tell nobody
     */
    public record Settings(String hostName, Way way, RetrySchedule schedule, Optional<Supplier<DnsName>> tlsReporter) {
        /** Telling nobody. */
        public Settings(String hostName, Way way, RetrySchedule schedule) {
            this(hostName, way, schedule, Optional.empty());
        }
    }

    /** Which way mail for others takes. */
    public sealed interface Way {
        /** To the hosts that each domain names. */
        record Direct() implements Way {}

        /** All to one host that brings it on. */
        record Smarthost(String name, int port) implements Way {}

        /** It stays here, and its senders are told so. */
        record Closed() implements Way {}
    }

    /** What lies outside. */
    public record Network(Resolver resolver, Dialer dialer, TlsClient tls) {}

    /**
     * What brings mail to the people here, and knows who they are.
     *
     * @param routes those that were chosen for mail to others
     * @param signature under what this server writes itself
     */
    public record Here(Destinations destinations, Transport transport, Routes routes, OwnSignature signature) {}

    public static Outbound start(
            Settings settings,
            PartitionStore store,
            PartitionWriter writer,
            Here here,
            Network network,
            Chances chances) {
        var around = new MailQueue.Surroundings(
                settings.hostName(), here.destinations(), settings.schedule(), here.signature());
        var queue = new MailQueue(store, writer, around, chances.clock(), chances.random());
        var policies = TlsPolicies.start(settings, network, store, writer, queue, chances.clock());
        var sessions = new HostSessions(
                network.dialer(),
                network.tls(),
                settings.hostName(),
                SmtpClientLimits.STANDARD,
                chances.clock(),
                policies.witness());
        Routing others = switch (settings.way()) {
            case Way.Closed() -> new NoRouting();
            case Way.Direct(), Way.Smarthost _ -> new DnsRouting(network.resolver(), settings.hostName());
        };
        Optional<Route> smarthost = settings.way() instanceof Way.Smarthost(var name, var port)
                ? Optional.of(Route.smarthost(name, port))
                : Optional.empty();
        var routing = new ChosenRouting(
                domain -> here.routes().forDomain(domain).or(() -> smarthost),
                new AccessTokens(chances.clock()),
                others);
        var remote = new RemoteTransport(routing, sessions, store.blobs(), policies.demands(), chances.random());
        Transport transport = (message, delivery, steps) ->
                (delivery.destination().isHere() ? here.transport() : remote).deliver(message, delivery, steps);
        var forecast = new Forecast(here.destinations(), routing, settings.schedule());
        var quick = new HostSessions(
                network.dialer(),
                network.tls(),
                settings.hostName(),
                AddressProbe.QUICK,
                chances.clock(),
                TlsSession.Witness.NOBODY);
        var asked = new Others(policies, new AddressProbe(routing, quick, chances.clock()));
        return new Outbound(queue, sessions, Dispatcher.start(queue, transport, chances.clock()), forecast, asked);
    }

    /**
     * Time and luck.
     *
     * @param random for times and names; used from any thread
     */
    public record Chances(InstantSource clock, RandomGenerator random) {}

    /** Which way mail for an address would take now, in lines for people. Asks the DNS, sends nothing. */
    public List<String> forecast(SmtpAddress recipient) {
        return forecast.of(recipient);
    }

    /** Keeps the MTA-STS policies fresh that are in use; to be called each day, may take half an hour. */
    public void renewPolicies() {
        policies.renew();
    }

    /** Asks other servers of our own whether addresses exist there. */
    public AddressProbe probe() {
        return probe;
    }

    public MailQueue queue() {
        return queue;
    }

    /** Begins nothing more, and gives what is under way a moment to end. What is left waits for the next start. */
    @Override
    public void close() {
        dispatcher.close();
        sessions.close();
        policies.close();
        queue.stories().close();
    }
}
