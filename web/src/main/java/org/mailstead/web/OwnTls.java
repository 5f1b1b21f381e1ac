package org.mailstead.web;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.mailstead.wire.TlsServer;

/** Gives Jetty the TLS that all our ports have, so that a new certificate counts for the next connection here too. */
final class OwnTls extends SslContextFactory.Server {
    private final TlsServer tls;

    OwnTls(TlsServer tls) {
        this.tls = tls;
    }

    /** There is no key store to be read. */
    @Override
    protected void doStart() {}

    @Override
    public SSLEngine newSSLEngine() {
        return tls.engine();
    }

    @Override
    public SSLEngine newSSLEngine(String host, int port) {
        return tls.engine();
    }

    @Override
    public SSLEngine newSSLEngine(InetSocketAddress address) {
        return tls.engine();
    }
}
