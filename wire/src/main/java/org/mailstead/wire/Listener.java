package org.mailstead.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open port. Each connection gets a virtual thread of its own and, on a port for implicit TLS, its handshake there. */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Connections the kernel holds for us while we accept: a burst of a thousand must not be dropped. */
    private static final int BACKLOG = 1024;

    /** After accept failed, mostly for want of file descriptors: time for some to come free. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    /** Refusals are told of this often, with their number, lest a flood fill the disk with log. */
    private static final Duration REFUSALS_TOLD_EVERY = Duration.ofSeconds(10);

    /** A proxy says at once for whom it is: it knew before it connected. */
    private static final Duration PROXY_HEADER = Duration.ofSeconds(10);

    /**
     * @param name for logs and threads, such as {@code submission}
     * @param setting the configuration key a person would change, for errors
     * @param bind port 0 takes any free port
     * @param tls for ports on which TLS begins at once, else null
     * @param refusal what a connection too many is told, its line end included; not sent on implicit TLS
     * @param proxies who connects from there has to say first for whom, in the PROXY protocol. From anywhere else nobody is
     *     listened to who says so
     * @param tolerance what is done for programs that were set up wrong
     */
    public record Port(
            String name,
            String setting,
            InetSocketAddress bind,
            @Nullable TlsServer tls,
            String refusal,
            List<AddressRange> proxies,
            Tolerance tolerance) {
        public Port {
            proxies = List.copyOf(proxies);
        }

        /** One without proxies before it, and strict. */
        public Port(String name, String setting, InetSocketAddress bind, @Nullable TlsServer tls, String refusal) {
            this(name, setting, bind, tls, refusal, List.of(), Tolerance.NONE);
        }
    }

    private final Port port;
    private final Permits permits;
    private final ConnectionHandler handler;
    private final ServerSocket server;
    private final Sessions sessions;
    private final CountDownLatch acceptingEnded = new CountDownLatch(1);
    private final RefusalLog refusals = new RefusalLog();

    private Listener(Port port, Permits permits, ConnectionHandler handler, ServerSocket server) {
        this.port = port;
        this.permits = permits;
        this.handler = handler;
        this.server = server;
        sessions = new Sessions(port.name());
    }

    /** Opens the port and serves from now on. */
    public static Listener open(Port port, Permits permits, ConnectionHandler handler) throws ListenException {
        ServerSocket server = null;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(port.bind(), BACKLOG);
        } catch (IOException e) {
            close(server);
            throw ListenException.because(e, port.setting(), port.bind());
        }
        var listener = new Listener(port, permits, handler, server);
        Thread.ofPlatform().daemon().name("listen-" + port.name()).start(listener::acceptAll);
        return listener;
    }

    private static void close(@Nullable Closeable socket) {
        try {
            if (socket != null) socket.close();
        } catch (IOException e) {
            LOG.debug("closing a socket", e);
        }
    }

    public String name() {
        return port.name();
    }

    /** The port in use, also when 0 was asked for. */
    public int port() {
        return server.getLocalPort();
    }

    /** Connections there are now. */
    public int connections() {
        return sessions.count();
    }

    private void acceptAll() {
        try {
            while (!sessions.beginsNoMore()) {
                try {
                    admit(server.accept());
                } catch (IOException e) {
                    if (sessions.beginsNoMore()) break;
                    LOG.warn("{}: cannot take a connection: {}", port.name(), e.getMessage());
                    Thread.sleep(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            acceptingEnded.countDown();
        }
    }

    private void admit(Socket socket) throws IOException {
        if (AddressRange.anyContains(port.proxies(), socket.getInetAddress()))
            Thread.ofVirtual().start(() -> admitProxied(socket));
        else admit(socket, (InetSocketAddress) socket.getRemoteSocketAddress());
    }

    /** Limits count for the one behind the proxy, not for the proxy. */
    private void admitProxied(Socket socket) {
        var deadlines = Deadlines.watch(socket);
        try {
            deadlines.readEndsWithin(PROXY_HEADER);
            var said = ProxyHeader.read(socket.getInputStream()).client();
            deadlines.readEnded();
            admit(socket, said.orElse((InetSocketAddress) socket.getRemoteSocketAddress()));
        } catch (IOException e) {
            LOG.warn(
                    "{}: the proxy {} did not say for whom it connects: {}",
                    port.name(),
                    socket.getInetAddress().getHostAddress(),
                    e.getMessage());
            close(socket);
        } finally {
            deadlines.forget();
        }
    }

    private void admit(Socket socket, InetSocketAddress remote) throws IOException {
        Permits.Answer answer = permits.ask(remote.getAddress());
        if (answer.permit().isEmpty()) {
            refuse(socket, remote.getAddress(), answer.shortage());
            return;
        }
        Permits.Permit permit = answer.permit().get();
        try {
            var connection = new Connection(socket, remote);
            sessions.add(connection);
            Thread.ofVirtual().name(connection.id()).start(() -> {
                try (permit) {
                    sessions.serve(connection, this::begin, handler);
                }
            });
        } catch (IOException e) {
            // The peer was gone before we began: its affair, not the listener's.
            permit.close();
            socket.close();
        }
    }

    /** No thread, no handshake, no waiting: a few bytes always fit the empty send buffer of a new connection. */
    private void refuse(Socket socket, InetAddress remote, Permits.Shortage shortage) {
        refusals.count(port.name(), remote, shortage);
        try (socket) {
            if (port.tls() == null)
                socket.getOutputStream().write(port.refusal().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("{}: refused a connection that was gone", port.name(), e);
        }
    }

    private void begin(Connection connection) throws IOException {
        TlsServer tls = port.tls();
        Tolerance tolerance = port.tolerance();
        if (tls != null) {
            if (!tolerance.plainToo()) connection.startTlsAsking(tls);
            else if (connection.beginsTls(tolerance.patience().forAnything())) connection.goOnWithTls(tls);
            else connection.leavePlainOnTlsPort();
        } else {
            TlsServer unasked = tolerance.tls();
            if (unasked != null && beginsTlsUnasked(connection, tolerance)) connection.goOnWithTls(unasked);
        }
        tolerance.signpost().ifPresent(connection::put);
    }

    private static boolean beginsTlsUnasked(Connection connection, Tolerance tolerance) throws IOException {
        InetAddress from = connection.remote().getAddress();
        LateTls late = tolerance.late();
        boolean expected = late.isExpected(from);
        Tolerance.Patience patience = tolerance.patience();
        boolean begins = connection.beginsTls(expected ? patience.forAnything() : patience.forTls());
        if (!begins) connection.whenTlsIsLate(() -> late.remember(from));
        if (expected && begins) late.remember(from);
        if (expected && !begins) late.forget(from);
        return begins;
    }

    /** Closes at once. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Takes no more connections, lets sessions finish what they are doing for up to {@code grace}, then cuts them off. */
    public void close(Duration grace) {
        sessions.beginNoMore();
        close(server);
        try {
            boolean ended = acceptingEnded.await(Sessions.AFTER_CUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) LOG.warn("{}: still accepting", port.name());
            sessions.end(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sessions.cut();
        }
    }

    private static final class RefusalLog {
        private long untold;
        private long toldAt = System.nanoTime() - REFUSALS_TOLD_EVERY.toNanos();

        synchronized void count(String name, InetAddress from, Permits.Shortage shortage) {
            untold++;
            if (System.nanoTime() - toldAt < REFUSALS_TOLD_EVERY.toNanos()) return;
            String why = switch (shortage) {
                case IN_ALL -> "there are as many as allowed in all";
                case FROM_THIS_ADDRESS -> "there are as many as allowed from one address";
            };
            LOG.warn("{}: refused {} connection(s), the last from {}: {}", name, untold, from.getHostAddress(), why);
            untold = 0;
            toldAt = System.nanoTime();
        }
    }
}
