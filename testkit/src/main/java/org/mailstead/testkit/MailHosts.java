package org.mailstead.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A small world of mail servers with names and addresses of their own, all on the loopback: what stands in the DNS is {@link #zone}, and
 * {@link #connect} goes to whatever a test has put behind an address and a port. Where nothing was put, nobody listens. Nothing in it takes
 * time: what would time out in the real world does so at once.
 *
 * <pre>
 * try (var hosts = new MailHosts(clock.instant())) {
 *     hosts.host("imap.example.org").imaps(MadeUpServers.dovecot().let("ann@example.org", "secret"));
 *     hosts.host("smtp.example.org").submission(MadeUpServers.postfix()).swallows(25);
 *     …
 * }
 * </pre>
 */
public final class MailHosts implements AutoCloseable {
    /** Before a test that hangs is given up. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final HostAuthority authority;
    private final ServerSocket listening;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<InetAddress, Host> places = new ConcurrentHashMap<>();
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();
    private final Queue<String> connections = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final StringBuilder records = new StringBuilder();

    /** What happens on a port. */
    public sealed interface Door {
        /** A server. */
        record Answers(Service service) implements Door {}

        /** Nobody listens. */
        record Refuses() implements Door {}

        /** Nothing comes back. */
        record Swallows() implements Door {}

        /** Connects, and breaks off at once. */
        record Resets() implements Door {}

        /** There is no way there. */
        record Nowhere() implements Door {}
    }

    /** What a server does with somebody who calls. Ends when it returns. */
    public interface Service {
        void serve(Caller caller) throws IOException;
    }

    private record Call(Host host, Service service) {}

    public MailHosts(Instant now) throws IOException {
        authority = new HostAuthority("Good Authority", now);
        listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("mail-hosts").start(this::accept);
    }

    /** The one that signs the certificates of all hosts that have no others. */
    public HostAuthority authority() {
        return authority;
    }

    /** For whoever is to trust it. */
    public KeyStore roots() {
        return authority.roots();
    }

    /** The host of this name, with an address of IPv4; made if there is none yet. */
    public Host host(String name) {
        return hosts.computeIfAbsent(name, Host::new);
    }

    /** A line for the DNS, as {@code example.org MX 10 mail.example.org}. */
    public MailHosts record(String line) {
        records.append(line).append('\n');
        return this;
    }

    /** All that stands in the DNS, in the form of a zone file; each address leads back to its host. */
    public String zone() {
        var zone = new StringBuilder(records);
        for (Host host : hosts.values()) {
            host.ipv4.ifPresent(address -> both(zone, host.name, " A ", address));
            host.ipv6.ifPresent(address -> both(zone, host.name, " AAAA ", address));
        }
        return zone.toString();
    }

    /** The way there and the way back. RFC 1035 §3.5, RFC 3596 §2.5. */
    private static void both(StringBuilder zone, String name, String type, InetAddress address) {
        zone.append(name).append(type).append(address.getHostAddress()).append('\n');
        byte[] bytes = address.getAddress();
        boolean six = address instanceof Inet6Address;
        for (int i = bytes.length - 1; i >= 0; i--)
            zone.append(six ? "%x.%x.".formatted(bytes[i] & 15, bytes[i] >> 4 & 15) : (bytes[i] & 0xff) + ".");
        zone.append(six ? "ip6.arpa PTR " : "in-addr.arpa PTR ").append(name).append('\n');
    }

    /** Connections that were asked for, in order, as {@code imap.example.org:993}; also those that came to nothing. */
    public List<String> connections() {
        return List.copyOf(connections);
    }

    /** Opens a connection into this world. */
    public Socket connect(InetSocketAddress to, Duration limit) throws IOException {
        Host host = places.get(to.getAddress());
        if (host == null) throw new NoRouteToHostException("No route to host");
        connections.add(host.name + ":" + to.getPort());
        return switch (host.door(to)) {
            case Door.Refuses _ -> throw new ConnectException("Connection refused");
            case Door.Swallows _ -> throw new SocketTimeoutException("Connect timed out");
            case Door.Nowhere _ -> throw new NoRouteToHostException("No route to host");
            case Door.Resets _ -> call(new Call(host, Caller::reset), limit);
            case Door.Answers(var service) -> call(new Call(host, service), limit);
        };
    }

    private Socket call(Call call, Duration limit) throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            calls.put(socket.getLocalPort(), call);
            socket.connect(listening.getLocalSocketAddress(), (int) Math.max(1, limit.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listening.accept();
                Call call = calls.remove(socket.getPort());
                Thread.ofVirtual().start(() -> answer(socket, call));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket, @Nullable Call call) {
        try (socket) {
            if (call == null) throw new IllegalStateException("somebody called who was not sent here");
            socket.setSoTimeout(PATIENCE_MILLIS);
            call.service().serve(new Caller(socket, call.host()));
        } catch (IOException e) {
            // The client has gone, or the test is over.
        } catch (RuntimeException | Error e) {
            faults.add(e);
        }
    }

    /** @throws AssertionError if a made-up server failed by a fault of its own */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Throwable fault : faults) throw new AssertionError("a made-up server failed", fault);
    }

    /** One host. */
    public final class Host {
        private final String name;
        private final Map<Integer, Door> doors = new ConcurrentHashMap<>();
        private volatile Optional<InetAddress> ipv4 = Optional.empty();
        private volatile Optional<InetAddress> ipv6 = Optional.empty();
        private volatile Optional<Door> overIpv4 = Optional.empty();
        private volatile Optional<Door> overIpv6 = Optional.empty();
        private volatile Door others = new Door.Refuses();
        private volatile HostAuthority.@Nullable Identity identity;
        private volatile Optional<List<String>> tlsVersions = Optional.empty();
        private volatile Hello.Doorkeeper doorkeeper = _ -> Hello.Reaction.GOES_ON;

        private Host(String name) {
            this.name = name;
            address("192.0.2." + (places.size() + 1));
        }

        /** Its address; the one of that family that it had is given up. */
        public Host address(String literal) {
            var address = InetAddress.ofLiteral(literal);
            if (address instanceof Inet6Address) ipv6 = Optional.of(address);
            else ipv4 = Optional.of(address);
            places.put(address, this);
            return this;
        }

        /** Without an address of IPv4. */
        public Host withoutIpv4() {
            ipv4 = Optional.empty();
            return this;
        }

        /** What happens on every port over IPv4, whatever is there. */
        public Host overIpv4(Door door) {
            overIpv4 = Optional.of(door);
            return this;
        }

        public Host overIpv6(Door door) {
            overIpv6 = Optional.of(door);
            return this;
        }

        public Host port(int port, Door door) {
            doors.put(port, door);
            return this;
        }

        public Host port(int port, Service service) {
            return port(port, new Door.Answers(service));
        }

        /** What happens on ports where nothing was put. */
        public Host others(Door door) {
            others = door;
            return this;
        }

        public Host refuses(int port) {
            return port(port, new Door.Refuses());
        }

        public Host swallows(int port) {
            return port(port, new Door.Swallows());
        }

        public Host resets(int port) {
            return port(port, new Door.Resets());
        }

        public Host imaps(Service service) {
            return port(993, atOnce(service));
        }

        public Host imap(Service service) {
            return port(143, service);
        }

        public Host pop3s(Service service) {
            return port(995, atOnce(service));
        }

        public Host pop3(Service service) {
            return port(110, service);
        }

        public Host smtps(Service service) {
            return port(465, atOnce(service));
        }

        public Host submission(Service service) {
            return port(587, service);
        }

        public Host relay(Service service) {
            return port(25, service);
        }

        /** What it shows in TLS; else a good certificate for its name. */
        public Host shows(HostAuthority.Identity shown) {
            identity = shown;
            return this;
        }

        /** That it knows, as {@code TLSv1.2}. */
        public Host tls(String... versions) {
            tlsVersions = Optional.of(List.of(versions));
            return this;
        }

        /** Whom it does not let begin TLS. */
        public Host tls(Hello.Doorkeeper decides) {
            doorkeeper = decides;
            return this;
        }

        Hello.Reaction reaction(Hello hello) {
            return doorkeeper.to(hello);
        }

        synchronized HostAuthority.Identity identity() {
            var shown = identity;
            if (shown == null) shown = authority.of(name);
            identity = shown;
            return shown;
        }

        Optional<List<String>> tlsVersions() {
            return tlsVersions;
        }

        private Door door(InetSocketAddress to) {
            var always = to.getAddress() instanceof Inet6Address ? overIpv6 : overIpv4;
            return always.orElseGet(() -> doors.getOrDefault(to.getPort(), others));
        }
    }

    /** A server with which TLS begins at once. */
    public static Service atOnce(Service service) {
        return caller -> {
            caller.beginTls();
            service.serve(caller);
        };
    }
}
