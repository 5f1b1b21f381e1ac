package org.mailstead.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection to a server that is spoken to in lines. */
final class Talk implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    /** A server that says nothing for so long has hung. */
    private static final int SILENCE_MILLIS = 120_000;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private long received;

    Talk(String host, int port, boolean tls) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(SILENCE_MILLIS);
        socket = tls ? trustingAnyone().getSocketFactory().createSocket(plain, host, port, true) : plain;
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /** One line without its end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException("the server closed the connection after: " + line);
            if (c != '\r') line.append((char) c);
            received++;
        }
        return line.toString();
    }

    /** Passes over so many bytes. */
    void skip(long count) throws IOException {
        in.skipNBytes(count);
        received += count;
    }

    Talk write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    Talk write(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    void send() throws IOException {
        out.flush();
    }

    /** Sends one line and takes one as the answer, which must begin as expected. */
    String ask(String line, String expected) throws IOException {
        write(line + "\r\n").send();
        return expect(expected);
    }

    String expect(String beginning) throws IOException {
        String answer = line();
        if (!answer.startsWith(beginning)) throw new IOException("expected " + beginning + " but got: " + answer);
        return answer;
    }

    long received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The server's certificate is one it made for itself, and what is measured is not its identity. */
    private static SSLContext trustingAnyone() {
        TrustManager anyone = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {anyone}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
