package org.mailstead.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.SharedPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open port that takes no more connections than are allowed, in all and from one address. */
final class LimitedConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedConnector.class);

    /** Few requests at a time, and none of them heavy: one thread each accepts and waits for bytes. */
    private static final int ACCEPTORS = 1;

    private static final int SELECTORS = 1;

    /** Connections the kernel holds for us while we accept, as on the other ports. */
    private static final int BACKLOG = 1024;

    private static final byte[] TOO_MANY =
            ("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nRetry-After: 30\r\n"
                            + "Connection: close\r\n\r\nThere are too many connections. Try again in a moment.\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private final WebPort port;
    private final OpenConnections connections;

    LimitedConnector(Server server, WebPort port, OpenConnections connections, ConnectionFactory... factories) {
        super(server, ACCEPTORS, SELECTORS, factories);
        this.port = port;
        this.connections = connections;
        setName(port.name());
        setAcceptQueueSize(BACKLOG);
        setHost(
                port.bind().getAddress().isAnyLocalAddress()
                        ? null
                        : port.bind().getHostString());
    }

    WebPort port() {
        return port;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            public void accept(SelectableChannel channel, Object attachment) {
                var accepted = (SocketChannel) channel;
                if (!admit(accepted)) return;
                if (port.shared().isEmpty()) super.accept(channel, attachment);
                else sort(accepted, port.shared().get(), begun -> super.accept(channel, begun));
            }

            @Override
            public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment)
                    throws IOException {
                Connection connection = super.newConnection(channel, endPoint, attachment);
                if (attachment instanceof byte[] begun)
                    ((Connection.UpgradeTo) connection).onUpgradeTo(ByteBuffer.wrap(begun));
                return connection;
            }

            @Override
            protected void endPointOpened(EndPoint endPoint) {
                connections.opened(OpenConnections.channel(endPoint), endPoint);
                super.endPointOpened(endPoint);
            }

            @Override
            protected void endPointClosed(EndPoint endPoint) {
                connections.closed(OpenConnections.channel(endPoint));
                super.endPointClosed(endPoint);
            }

            @Override
            protected void onAcceptFailed(SelectableChannel channel, Throwable cause, Object attachment) {
                connections.closed((SocketChannel) channel);
                super.onAcceptFailed(channel, cause, attachment);
            }
        };
    }

    /** Looks who it is before Jetty has the connection, which gives none back. */
    private void sort(SocketChannel channel, SharedPort shared, Consumer<byte[]> toJetty) {
        Thread.ofVirtual().name("web-arrival").start(() -> {
            try {
                channel.configureBlocking(true);
                SharedPort.Arrival arrival = shared.look(channel.socket());
                if (arrival.guest().isPresent()) {
                    serve(channel, shared, arrival);
                } else {
                    channel.configureBlocking(false);
                    toJetty.accept(arrival.begun());
                }
            } catch (IOException e) {
                LOG.debug("{}: a connection was gone before it began", port.name(), e);
                drop(channel);
            } catch (RuntimeException e) {
                // While it stops, Jetty takes no more.
                if (isRunning()) LOG.error("{}: a connection ended by a fault of ours", port.name(), e);
                drop(channel);
            }
        });
    }

    private void serve(SocketChannel channel, SharedPort shared, SharedPort.Arrival arrival) throws IOException {
        var permit = connections.handOver(channel, arrival.remote());
        if (permit.isPresent()) shared.serve(channel.socket(), arrival, permit.get());
        else drop(channel);
    }

    private void drop(SocketChannel channel) {
        connections.closed(channel);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{}: closing a connection", port.name(), e);
        }
    }

    private boolean admit(SocketChannel channel) {
        try {
            var remote = (InetSocketAddress) channel.getRemoteAddress();
            if (AddressRange.anyContains(port.proxies(), remote.getAddress())) {
                connections.admitProxy(channel);
                return true;
            }
            if (connections.admits(channel, remote)) return true;
            LOG.info(
                    "{}: refused a connection from {}: there are as many as allowed", port.name(), remote.getAddress());
            // A few bytes always fit the empty send buffer of a new connection; within TLS nobody could read them.
            if (!port.tls()) channel.write(ByteBuffer.wrap(TOO_MANY));
            channel.close();
        } catch (IOException e) {
            LOG.debug("{}: a connection was gone before it began", port.name(), e);
        }
        return false;
    }
}
