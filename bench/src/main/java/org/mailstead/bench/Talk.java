package org.mailstead.bench;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A connection to a server that is spoken to in lines. */
final class Talk implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    /** A server that says nothing for so long has hung. */
    private static final int SILENCE_MILLIS = 120_000;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Read from {@code position} to {@code limit}; a buffered stream would take a lock for each byte. */
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private int position;
    private int limit;
    private long received;

    Talk(String host, int port, boolean tls) throws IOException {
        this(host, port, tls ? trustingAnyone() : null, null);
    }

    /**
     * @param context whose TLS sessions may be taken up again; null without TLS
     * @param from the address of this machine to connect from; null for any
     */
    Talk(String host, int port, @Nullable SSLContext context, @Nullable InetAddress from) throws IOException {
        Socket plain = new Socket();
        if (from != null) plain.bind(new InetSocketAddress(from, 0));
        plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(SILENCE_MILLIS);
        socket = context == null ? plain : context.getSocketFactory().createSocket(plain, host, port, true);
        in = socket.getInputStream();
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /** One line without its end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int end = position;
            while (end < limit && buffer[end] != '\n') end++;
            line.append(new String(buffer, position, end - position, StandardCharsets.ISO_8859_1));
            received += end - position;
            position = end;
            if (end < limit) break;
            if (!fill()) throw new EOFException("the server closed the connection after: " + line);
        }
        position++;
        received++;
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') line.setLength(length - 1);
        return line.toString();
    }

    /** Passes over so many bytes. */
    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (position == limit && !fill()) throw new EOFException("the server closed the connection in a literal");
            int step = (int) Math.min(left, limit - position);
            position += step;
            left -= step;
        }
        received += count;
    }

    /** False at the end of the connection. */
    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
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
    static SSLContext trustingAnyone() {
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
