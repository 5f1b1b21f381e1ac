package org.mailstead.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.LateTls;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.Signpost;
import org.mailstead.wire.TlsServer;
import org.mailstead.wire.Tolerance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway while it runs: its open ports. Accounts are taken from its folder, also those that come later. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** Connections of programs: each may have a dozen for one account. */
    private static final int CONNECTIONS = 500;

    /** For a message that is on its way. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Providers end sign-ins that nobody uses for 90 days, some for 14. */
    private static final Duration UNUSED = Duration.ofDays(5);

    /** People look at the status after something has failed in their program. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final GatewayFolder folder;

    private final Notices notices;
    private final LastUses uses;
    private final Accounts accounts;
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<Protocol, Integer> ports = new EnumMap<>(Protocol.class);
    private final Thread keeping;

    /**
     * @param addresses to listen on; whoever is not this machine has to begin TLS before passwords are taken
     * @param ports one for each protocol, whatever way TLS begins; 0 for any that is free
     */
    public record Ports(List<InetAddress> addresses, Map<Protocol, Integer> ports) {
        /** Those of this machine, with numbers that everybody may open. */
        public static final Ports STANDARD = new Ports(
                List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")),
                Map.of(Protocol.IMAP, 1143, Protocol.POP3, 1110, Protocol.SMTP, 1587));

        public Ports {
            addresses = List.copyOf(addresses);
            ports = Map.copyOf(ports);
        }
    }

    /**
     * How an account is.
     *
     * @param unlocked whether a program has signed in since the start, so that its token can be renewed
     * @param tokenUntil when the token in use ends
     * @param trouble what is the matter; empty if nothing is known to be
     * @param used when which program signed in last, by the program's name
     */
    public record Status(
            String address,
            boolean unlocked,
            Optional<Instant> tokenUntil,
            Optional<Trouble> trouble,
            Map<String, Instant> used) {
        public Status {
            used = Map.copyOf(used);
        }
    }

    private Gateway(GatewayFolder folder, Surroundings around, Notices notices) throws IOException {
        this.folder = folder;
        this.notices = notices;
        uses = new LastUses(
                around.clock(), folder.report().map(GatewayReport::accounts).orElse(List.of()));
        accounts = new Accounts(folder, around, uses);
        keeping = Thread.ofVirtual().name("gateway-keeping").unstarted(() -> keep(around));
    }

    /** Without anybody who is told of what is the matter. */
    public static Gateway open(GatewayFolder folder, Ports wanted, Surroundings around)
            throws ListenException, IOException {
        return open(folder, wanted, around, Notices.NONE);
    }

    /**
     * @param notices who is told when an account needs its person
     * @throws ListenException if a port cannot be opened; then none is open
     */
    public static Gateway open(GatewayFolder folder, Ports wanted, Surroundings around, Notices notices)
            throws ListenException, IOException {
        var gateway = new Gateway(folder, around, notices);
        TlsServer tls = folder.tls(around.clock());
        var keeper = new Doorkeeper(
                gateway.accounts::all,
                new Reach(around.outside()),
                new WrongTries(around.clock(), around.pause()),
                notices);
        var permits = new Permits(CONNECTIONS, CONNECTIONS);
        var late = new LateTls(around.clock());
        try {
            for (Protocol each : Protocol.values()) {
                Integer port = wanted.ports().get(each);
                if (port == null) continue;
                Door door = switch (each) {
                    case IMAP -> new ImapDoor(keeper, tls, around.random());
                    case POP3 -> new Pop3Door(keeper, tls, around.random());
                    case SMTP -> new SmtpDoor(keeper, tls, around.random());
                };
                gateway.listen(each, port, wanted.addresses(), tls, late, permits, door);
            }
        } catch (ListenException | RuntimeException e) {
            gateway.listeners.forEach(Listener::close);
            throw e;
        }
        gateway.keeping.start();
        return gateway;
    }

    private void listen(
            Protocol protocol,
            int wanted,
            List<InetAddress> addresses,
            TlsServer tls,
            LateTls late,
            Permits permits,
            Door door)
            throws ListenException {
        for (InetAddress address : addresses) {
            // Where any free port will do, all addresses get the same one.
            int number = ports.getOrDefault(protocol, wanted);
            var spoken = Signpost.Spoken.valueOf(protocol.name());
            var port = new Listener.Port(
                    "gateway " + protocol,
                    "port of the gateway for " + protocol,
                    new InetSocketAddress(address, number),
                    null,
                    "",
                    List.of(),
                    new Tolerance(
                            tls,
                            false,
                            Tolerance.Patience.STANDARD,
                            late,
                            Optional.of(new Signpost(spoken, this::where))));
            try {
                Listener opened = Listener.open(port, permits, door);
                listeners.add(opened);
                ports.put(protocol, opened.port());
            } catch (ListenException e) {
                boolean first = address.equals(addresses.getFirst());
                if (first) throw e;
                // A machine without IPv6 has one of the two only.
                LOG.info("{}", e.getMessage());
            }
        }
    }

    /** For people: on which port a protocol is spoken. */
    private Optional<String> where(Signpost.Spoken spoken) {
        return ports.entrySet().stream()
                .filter(each -> each.getKey().name().equals(spoken.name()))
                .map(each -> Integer.toString(each.getValue()))
                .findFirst();
    }

    /** Those that are open. */
    public Map<Protocol, Integer> ports() {
        return Map.copyOf(ports);
    }

    public List<Status> status() {
        return accounts.all().stream()
                .map(each -> new Status(
                        each.settings().address(),
                        each.isUnlocked(),
                        each.tokens().end(),
                        each.trouble(),
                        uses.all(each.settings().address())))
                .toList();
    }

    /** Takes up what was signed in for anew since it was looked last, which is done every few seconds anyway. */
    public void lookAgain() {
        accounts.all().forEach(LocalAccount::lookAgain);
    }

    /** Tells how it is, and uses sign-ins before the provider ends them because nobody does. */
    private void keep(Surroundings around) {
        var told = new GatewayReport(Instant.MIN, Map.of(), List.of());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Instant now = around.clock().instant();
                List<Status> status = status();
                status.forEach(notices::look);
                var report = new GatewayReport(now, ports(), status);
                if (!report.isLike(told) || now.isAfter(told.at().plus(GatewayReport.EVERY))) {
                    told = report;
                    tell(report);
                }
                around.pause().pause(LOOK_EVERY);
                for (LocalAccount each : accounts.all()) {
                    each.keepAlive(UNUSED);
                    each.lookAgain();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(GatewayReport report) {
        try {
            folder.write(report);
        } catch (IOException e) {
            LOG.warn("How the gateway is cannot be written: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        keeping.interrupt();
        var closing = new ArrayList<Thread>();
        for (Listener each : listeners) closing.add(Thread.ofVirtual().start(() -> each.close(GRACE)));
        try {
            for (Thread each : closing) each.join();
            keeping.join();
        } catch (InterruptedException e) {
            listeners.forEach(Listener::close);
            Thread.currentThread().interrupt();
        }
    }
}
