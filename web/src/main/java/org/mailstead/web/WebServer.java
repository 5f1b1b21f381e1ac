package org.mailstead.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Permits;
import org.mailstead.wire.TlsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All ports for HTTP. HTTP/1.1 by Jetty, requests on virtual threads. RFC 9110, RFC 9112. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** How often those are looked for whose time is up, as a part of the shortest time that they have. */
    private static final int LOOKS = 4;

    private final Server jetty;
    private final OpenConnections connections;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Thread watch;

    private WebServer(Server jetty, OpenConnections connections, Thread watch) {
        this.jetty = jetty;
        this.connections = connections;
        this.watch = watch;
    }

    /**
     * Opens the ports and serves from now on.
     *
     * @param permits how many connections there may be
     * @throws ListenException with a sentence for the person if one cannot be opened; then none is
     */
    public static WebServer open(List<WebPort> ports, TlsServer tls, Permits permits, Router router, WebLimits limits)
            throws ListenException {
        return opened(ports, tls, permits, router, limits);
    }

    /** The same without HTTPS, for pages on this machine only. */
    public static WebServer openPlain(WebPort port, Permits permits, Router router, WebLimits limits)
            throws ListenException {
        if (port.tls() || !port.bind().getAddress().isLoopbackAddress())
            throw new IllegalArgumentException("without HTTPS only on this machine itself");
        return opened(List.of(port), null, permits, router, limits);
    }

    private static WebServer opened(
            List<WebPort> ports, @Nullable TlsServer tls, Permits permits, Router router, WebLimits limits)
            throws ListenException {
        var jetty = new Server(new VirtualThreadPool(limits.atOnce()));
        var connections = new OpenConnections(permits, limits);
        var watch = Thread.ofVirtual().name("web-watch").unstarted(() -> watch(connections, limits));
        var server = new WebServer(jetty, connections, watch);
        jetty.setStopTimeout(limits.grace().toMillis());
        jetty.setErrorHandler(new PlainErrors());
        jetty.setRequestLog(new AccessLog());
        jetty.setHandler(
                new GracefulHandler(new Dispatcher(router, connections, () -> server.ports.getOrDefault("https", 0))));
        try {
            for (WebPort port : ports) server.bind(port, tls, limits);
            jetty.start();
        } catch (ListenException | RuntimeException e) {
            server.close();
            throw e;
        } catch (Exception e) {
            server.close();
            throw new IllegalStateException("the web server does not start", e);
        }
        watch.start();
        return server;
    }

    private void bind(WebPort port, @Nullable TlsServer tls, WebLimits limits) throws ListenException {
        var connector = new LimitedConnector(jetty, port, connections, factories(port, tls, limits));
        // Where any free port will do, all addresses get the same one.
        connector.setPort(ports.getOrDefault(port.name(), port.bind().getPort()));
        connector.setIdleTimeout(limits.waiting().plus(limits.answering()).toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            var why = e.getCause() instanceof IOException cause ? cause : e;
            throw ListenException.because(why, port.setting(), port.bind());
        }
        jetty.addConnector(connector);
        ports.put(port.name(), connector.getLocalPort());
    }

    private static ConnectionFactory[] factories(WebPort port, @Nullable TlsServer tls, WebLimits limits) {
        var http = new HttpConnectionFactory(http(limits));
        ConnectionFactory first = http;
        Stream<ConnectionFactory> all = Stream.of(http);
        if (port.tls() && tls != null) {
            var ssl = new SslConnectionFactory(new OwnTls(tls), http.getProtocol());
            ssl.setEnsureSecureRequestCustomizer(false);
            first = ssl;
            all = Stream.of(ssl, http);
        }
        if (port.proxies().isEmpty()) return all.toArray(ConnectionFactory[]::new);
        var proxied = new Insisting(first.getProtocol());
        var either = new ProxiedConnections(port.proxies(), proxied, first);
        return Stream.concat(Stream.of(either, proxied), all).toArray(ConnectionFactory[]::new);
    }

    /** A proxy that does not say for whom it connects is not taken for the client itself. */
    private static final class Insisting extends ProxyConnectionFactory {
        Insisting(String next) {
            super(next);
        }

        @Override
        protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer read) {
            LOG.warn("web: the proxy {} did not say for whom it connects", endPoint.getRemoteSocketAddress());
            endPoint.close();
        }
    }

    private static HttpConfiguration http(WebLimits limits) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(limits.headerBytes());
        return http;
    }

    private static void watch(OpenConnections connections, WebLimits limits) {
        var pause = limits.waiting().dividedBy(LOOKS);
        try {
            while (true) {
                Thread.sleep(pause);
                connections.closeOverdue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ports in use, by their names. */
    public Map<String, Integer> ports() {
        return Map.copyOf(ports);
    }

    /** Connections there are now. */
    public int connections() {
        return connections.count();
    }

    /** Takes no more connections, lets answers under way be taken, and ends. */
    @Override
    public void close() {
        watch.interrupt();
        // Ports of a server that never began are closed by nobody else.
        for (Connector connector : jetty.getConnectors()) if (connector instanceof LimitedConnector ours) ours.close();
        try {
            jetty.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("web: cutting off answers that were not taken in time: {}", String.valueOf(e.getMessage()));
        }
        connections.close();
    }
}
