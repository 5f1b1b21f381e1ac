package org.mailstead.web;

import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.mailstead.wire.AddressRange;

/** Whoever connects from a proxy has to say for whom; from anywhere else nobody is listened to who says so. */
final class ProxiedConnections extends AbstractConnectionFactory {
    private final List<AddressRange> proxies;
    private final ConnectionFactory proxied;
    private final ConnectionFactory direct;

    ProxiedConnections(List<AddressRange> proxies, ConnectionFactory proxied, ConnectionFactory direct) {
        super("from-proxies");
        this.proxies = proxies;
        this.proxied = proxied;
        this.direct = direct;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        boolean isProxy = endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
                && AddressRange.anyContains(proxies, remote.getAddress());
        return (isProxy ? proxied : direct).newConnection(connector, endPoint);
    }
}
