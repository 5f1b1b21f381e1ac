package org.mailstead.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.mailstead.wire.AddressRange;
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
                if (admit((SocketChannel) channel)) super.accept(channel, attachment);
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
