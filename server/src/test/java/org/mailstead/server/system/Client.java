package org.mailstead.server.system;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client's end of one connection; lines are bytes as ISO 8859-1. */
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SSLContext TRUSTING = trusting();

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    /** Lines read while TLS was set up, to be read again by whoever wants them. */
    private final Deque<String> putBack = new ArrayDeque<>();

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
    }

    public static Client connect(int port) throws IOException {
        return new Client(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public static Client connectTls(int port) throws IOException {
        var client = connect(port);
        client.startTls();
        return client;
    }

    /** With TLS of another kind, such as one that shows a certificate. */
    static Client connectTls(int port, SSLContext context) throws IOException {
        var client = connect(port);
        client.startTls(context);
        return client;
    }

    /** For the port that has no TLS of its own: all of STARTTLS but the greeting, which can be read afterwards. */
    public static Client connectStartTls(int port) throws IOException {
        var client = connect(port);
        String greeting = client.line().orElseThrow();
        client.send("EHLO silent.test\r\n");
        while (!client.line().orElseThrow().startsWith("250 ")) {}
        client.send("STARTTLS\r\n");
        client.line();
        client.startTls();
        client.putBack.add(greeting);
        return client;
    }

    public void startTls() throws IOException {
        startTls(TRUSTING);
    }

    void startTls(SSLContext context) throws IOException {
        startTls(context, new String[0]);
    }

    /** Says as TLS begins what it wants to speak, best first (ALPN). */
    void startTlsFor(String... protocols) throws IOException {
        startTls(TRUSTING, protocols);
    }

    private void startTls(SSLContext context, String[] protocols) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        var parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        out = tls.getOutputStream();
    }

    /** From here on deflate both ways, flushed after each {@link #send}. RFC 4978 §3. */
    public void compress() throws IOException {
        out = new DeflaterOutputStream(
                socket.getOutputStream(), new Deflater(Deflater.DEFAULT_COMPRESSION, true), true);
        in = new BufferedInputStream(new InflaterInputStream(socket.getInputStream(), new Inflater(true), 1));
    }

    /** Of the TLS connection. */
    public ExtendedSSLSession session() {
        return (ExtendedSSLSession) ((SSLSocket) socket).getSession();
    }

    /** What the server has granted of what the client wants to speak; empty if it did not say. */
    String granted() {
        return ((SSLSocket) socket).getApplicationProtocol();
    }

    public void send(String latin1) throws IOException {
        out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** The answer to a command of IMAP: what is said to the person may stand before it. */
    Optional<String> answer() throws IOException {
        Optional<String> line = line();
        return line.filter(each -> each.startsWith("* NO [ALERT] ")).isPresent() ? line() : line;
    }

    /** The next line without its CRLF; empty if the server has closed the connection. */
    public Optional<String> line() throws IOException {
        if (!putBack.isEmpty()) return Optional.of(putBack.removeFirst());
        var line = new StringBuilder();
        try {
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
                line.append((char) c);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(
                    "the server said nothing more within " + PATIENCE.toSeconds() + " s"
                            + (line.isEmpty() ? "" : " after " + line),
                    e);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') line.setLength(line.length() - 1);
        return Optional.of(line.toString());
    }

    /** The next line with its CRLF; a CR or LF alone ends none. */
    String rawLine() throws IOException {
        var line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 1) != '\n' || line.charAt(line.length() - 2) != '\r') {
            int c = in.read();
            if (c < 0) throw new IOException("closed after " + line);
            line.append((char) c);
        }
        return line.toString();
    }

    /** Exactly so many bytes. */
    public byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count)
            throw new IOException("the server closed after " + bytes.length + " bytes of " + count);
        return bytes;
    }

    /** The next line, if one begins within the time. */
    public Optional<String> lineWithin(Duration time) throws IOException {
        if (!putBack.isEmpty()) return line();
        try {
            socket.setSoTimeout((int) time.toMillis());
            in.mark(1);
            if (in.read() < 0) return Optional.empty();
            in.reset();
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return line();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (SSLException | SocketException e) {
            // Closed by the server, or by us: nothing more will come.
            return Optional.empty();
        } finally {
            if (!socket.isClosed()) socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    /** Says nothing more; a server that has nothing more to say closes. */
    public void endOutput() throws IOException {
        try {
            if (!socket.isClosed()) socket.shutdownOutput();
        } catch (SocketException | SSLException e) {
            // The server has closed already.
        }
    }

    /** The line that came where the end should have; empty if the server has closed. */
    public Optional<String> lineBeforeEnd() throws IOException {
        try {
            return line();
        } catch (SocketException | SSLException | EOFException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static SSLContext trusting() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
