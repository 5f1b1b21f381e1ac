package org.mailstead.server;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.MailPort;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.TlsServer;

/** All open ports. */
final class Listeners implements AutoCloseable {
    /** For sessions to end what they are at: a message being stored takes less, an idle session leaves at once. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Listener> all = new ArrayList<>();
    private final Map<MailPort, Integer> ports = new EnumMap<>(MailPort.class);

    private Listeners() {}

    /** Opens every port that is not off, on every address. @throws ListenException if one cannot be; then none is open */
    static Listeners open(Configuration configuration, TlsServer tls, Protocols protocols) throws ListenException {
        var limits = configuration.limits();
        var permits = new Permits(limits.connections(), limits.connectionsPerAddress());
        var listeners = new Listeners();
        try {
            for (var port : MailPort.values()) {
                int number = configuration.listen().ports().of(port);
                if (number == Ports.OFF) continue;
                for (var address : configuration.listen().addresses()) {
                    // Where any free port will do, all addresses get the same one.
                    int wanted = listeners.ports.getOrDefault(port, number);
                    var spoken = protocols.on(port);
                    listeners.add(
                            port,
                            Listener.open(
                                    new Listener.Port(
                                            port.key(),
                                            port.setting(),
                                            bind(address, wanted),
                                            port.tlsAtOnce() ? tls : null,
                                            spoken.refusal(),
                                            configuration.listen().proxies().before(port)),
                                    permits,
                                    spoken.handler()));
                }
            }
        } catch (ListenException | RuntimeException e) {
            listeners.all.forEach(Listener::close);
            throw e;
        }
        return listeners;
    }

    private static InetSocketAddress bind(String address, int port) {
        return address.equals("*")
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private void add(MailPort port, Listener listener) {
        all.add(listener);
        ports.put(port, listener.port());
    }

    Map<MailPort, Integer> ports() {
        return ports;
    }

    /** All at once, so that the slowest session decides how long it takes and not the sum. */
    @Override
    public void close() {
        var closing = all.stream()
                .map(listener -> Thread.ofVirtual().start(() -> listener.close(GRACE)))
                .toList();
        try {
            for (var thread : closing) thread.join();
        } catch (InterruptedException e) {
            all.forEach(Listener::close);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return ports.entrySet().stream()
                .map(entry -> entry.getKey().key() + " " + entry.getValue())
                .collect(joining(", "));
    }
}
