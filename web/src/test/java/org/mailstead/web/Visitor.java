package org.mailstead.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.mailstead.wire.TlsServer;

/** Who connects to a port and says whatever a test wants. */
final class Visitor implements AutoCloseable {
    /** Long enough for the slowest machine; only a failing test waits so long. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;

    private Visitor(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static Visitor plain(int port) throws IOException {
        return new Visitor(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** One that trusts this server's certificate and no other. */
    static Visitor tls(int port, TlsServer server) throws IOException {
        var socket = trusting(server.chain()).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        ((SSLSocket) socket).startHandshake();
        return new Visitor(socket);
    }

    static SSLContext trusting(List<X509Certificate> chain) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
            store.setCertificateEntry("server", chain.getFirst());
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Certificate certificate() throws IOException {
        return ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    Visitor says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the server closes. */
    String hears() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The first line of an answer, the connection staying open. */
    String hearsLine() throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) line.append((char) c);
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
