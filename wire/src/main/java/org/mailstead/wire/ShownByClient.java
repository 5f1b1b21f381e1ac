package org.mailstead.wire;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a client has shown that was asked for its certificate. */
final class ShownByClient {
    private final TlsServer server;
    private final SSLSession session;

    /** Empty for none. It takes a few signatures to find out, and a client can ask again and again what is offered. */
    private @Nullable List<X509Certificate> believed;

    ShownByClient(TlsServer server, SSLSession session) {
        this.server = server;
        this.session = session;
    }

    Optional<X509Certificate> believed() {
        if (believed == null) believed = server.believed(session).stream().toList();
        return believed.stream().findFirst();
    }
}
