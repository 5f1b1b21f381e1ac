package org.mailstead.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection of ours and the peer's socket, over the loopback interface. */
record Loopback(Connection connection, Socket peer) implements AutoCloseable {
    static final WireLimits IMPATIENT = new WireLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofMillis(400),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            16);

    /** Too short for any handshake. */
    static final WireLimits NO_TIME_FOR_TLS = new WireLimits(
            IMPATIENT.firstLine(),
            Duration.ofMillis(300),
            IMPATIENT.write(),
            IMPATIENT.closing(),
            IMPATIENT.slack(),
            IMPATIENT.drainedReads());

    static Loopback open(WireLimits limits) throws IOException {
        try (var server = new ServerSocket()) {
            server.setReceiveBufferSize(8 * 1024);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var peer = new Socket();
            peer.setReceiveBufferSize(8 * 1024);
            peer.connect(server.getLocalSocketAddress());
            peer.setSoTimeout(10_000);
            return new Loopback(new Connection(server.accept(), limits), peer);
        }
    }

    static Loopback open() throws IOException {
        return open(WireLimits.STANDARD);
    }

    void peerSends(String latin1) throws IOException {
        peer.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        peer.getOutputStream().flush();
    }

    /** TLS from the peer's side, trusting anybody; the handshake is still to come. */
    static SSLSocket tlsClient(Socket plain, String... protocols) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
            var tls = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
            if (protocols.length > 0) tls.setEnabledProtocols(protocols);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("did not come true in 10 s");
            Thread.sleep(Duration.ofMillis(2));
        }
    }

    @Override
    public void close() throws IOException {
        // The peer first: our side waits a moment for it to go.
        peer.close();
        connection.close();
    }

    static class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
