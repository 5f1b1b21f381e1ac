package org.mailstead.server;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.MailPort;
import org.mailstead.web.Router;
import org.mailstead.web.WebLimits;
import org.mailstead.web.WebPort;
import org.mailstead.web.WebServer;
import org.mailstead.wire.LateTls;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SharedPort;
import org.mailstead.wire.Signpost;
import org.mailstead.wire.Signpost.Spoken;
import org.mailstead.wire.TlsServer;
import org.mailstead.wire.Tolerance;
import org.mailstead.wire.Tolerance.Patience;

/** All open ports. */
final class Listeners implements AutoCloseable {
    /** For sessions to end what they are at: a message being stored takes less, an idle session leaves at once. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Listener> all = new ArrayList<>();
    /** Read by sessions while the last ones are still being opened. */
    private final Map<MailPort, Integer> ports = Collections.synchronizedMap(new EnumMap<>(MailPort.class));

    private final Configuration configuration;
    private final LateTls late;
    private @Nullable WebServer web;
    private @Nullable SharedPort shared;

    private Listeners(Configuration configuration, InstantSource clock) {
        this.configuration = configuration;
        late = new LateTls(clock);
    }

    /** Opens every port that is not off, on every address. @throws ListenException if one cannot be; then none is open */
    static Listeners open(
            Configuration configuration, TlsServer tls, Protocols protocols, Router pages, InstantSource clock)
            throws ListenException {
        var limits = configuration.limits();
        var permits = new Permits(limits.connections(), limits.connectionsPerAddress());
        var listeners = new Listeners(configuration, clock);
        try {
            for (var port : MailPort.values()) {
                if (port.isWeb()) continue;
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
                                            configuration.listen().proxies().before(port),
                                            listeners.tolerance(port, tls)),
                                    permits,
                                    spoken.handler()));
                }
            }
            listeners.openWeb(tls, permits, protocols, pages);
        } catch (ListenException | RuntimeException e) {
            listeners.all.forEach(Listener::close);
            throw e;
        }
        return listeners;
    }

    private Tolerance tolerance(MailPort port, TlsServer tls) {
        Optional<Patience> forgiving = configuration.listen().forgiving();
        if (forgiving.isEmpty()) return Tolerance.NONE;
        Patience patience = forgiving.get();
        return switch (port) {
            case SUBMISSION, SUBMISSION_ALTERNATIVE -> forMailPrograms(tls, patience, Spoken.SMTP);
            case SUBMISSIONS -> forMailPrograms(null, patience, Spoken.SMTP);
            case IMAP -> forMailPrograms(tls, patience, Spoken.IMAP);
            case IMAPS -> forMailPrograms(null, patience, Spoken.IMAP);
            case POP3 -> forMailPrograms(tls, patience, Spoken.POP3);
            case POP3S -> forMailPrograms(null, patience, Spoken.POP3);
            // Other servers know what they do, and mail shall not wait for a greeting.
            case SMTP ->
                new Tolerance(null, false, patience, late, Optional.of(new Signpost(Spoken.SMTP, this::where)));
            case LMTP, HTTPS, HTTP -> Tolerance.NONE;
        };
    }

    private Tolerance forMailPrograms(@Nullable TlsServer unasked, Patience patience, Spoken here) {
        return new Tolerance(unasked, unasked == null, patience, late, Optional.of(new Signpost(here, this::where)));
    }

    /** For people: on which ports a protocol is spoken, the better one first. */
    private Optional<String> where(Spoken protocol) {
        return switch (protocol) {
            case SMTP -> where(MailPort.SUBMISSIONS, MailPort.SUBMISSION);
            case IMAP -> where(MailPort.IMAPS, MailPort.IMAP);
            case POP3 -> where(MailPort.POP3S, MailPort.POP3);
            case HTTP -> where(MailPort.HTTPS, MailPort.HTTP);
        };
    }

    private Optional<String> where(MailPort secure, MailPort other) {
        String words = Stream.of(secure, other)
                .filter(ports::containsKey)
                .map(port -> ports.get(port) + (port.isWeb() ? "" : port.tlsAtOnce() ? " (SSL/TLS)" : " (STARTTLS)"))
                .collect(joining(" or "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private void openWeb(TlsServer tls, Permits permits, Protocols protocols, Router pages) throws ListenException {
        var wanted = new ArrayList<WebPort>();
        var listen = configuration.listen();
        var guests = protocols.overHttps(configuration.listen());
        if (!guests.isEmpty())
            shared = new SharedPort(MailPort.HTTPS.key(), tls, listen.proxies().before(MailPort.HTTPS), guests);
        for (var port : List.of(MailPort.HTTPS, MailPort.HTTP)) {
            int number = listen.ports().of(port);
            if (number == Ports.OFF) continue;
            for (var address : listen.addresses())
                wanted.add(new WebPort(
                        port.key(),
                        port.setting(),
                        bind(address, number),
                        port.tlsAtOnce(),
                        listen.proxies().before(port),
                        port == MailPort.HTTPS ? Optional.ofNullable(shared) : Optional.empty()));
        }
        if (wanted.isEmpty()) return;
        web = WebServer.open(wanted, tls, permits, pages, WebLimits.STANDARD);
        web.ports().forEach((name, number) -> ports.put(MailPort.valueOf(name.toUpperCase(Locale.ROOT)), number));
    }

    Configuration configuration() {
        return configuration;
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
        var closing = new ArrayList<Thread>();
        for (var listener : all) closing.add(Thread.ofVirtual().start(() -> listener.close(GRACE)));
        var pages = web;
        if (pages != null) closing.add(Thread.ofVirtual().start(pages::close));
        var guests = shared;
        if (guests != null) closing.add(Thread.ofVirtual().start(() -> guests.close(GRACE)));
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
