package org.mailstead.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The other side of a session: sends lines, expects lines. */
final class Pop3Client implements AutoCloseable {
    private Socket socket;
    private InputStream in;

    Pop3Client(int port) throws IOException {
        this(InetAddress.getLoopbackAddress(), port);
    }

    Pop3Client(InetAddress host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** All lines in one write. */
    Pop3Client send(String... lines) throws IOException {
        return sendRaw(String.join("\r\n", lines) + "\r\n");
    }

    Pop3Client sendRaw(String latin1) throws IOException {
        socket.getOutputStream().write(latin1.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    void sayNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /** The next line with its end taken off; "closed" at the end of input. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) return "closed";
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        assertThat(text).as("ended by CRLF").endsWith("\r");
        return text.substring(0, text.length() - 1);
    }

    Pop3Client expect(String... lines) throws IOException {
        for (String line : lines) assertThat(line()).isEqualTo(line);
        return this;
    }

    Pop3Client expectStart(String... starts) throws IOException {
        for (String start : starts) assertThat(line()).startsWith(start);
        return this;
    }

    void expectClosed() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    /** The lines of an answer after +OK, up to the dot. */
    List<String> lines() throws IOException {
        expectStart("+OK ");
        var lines = new ArrayList<String>();
        for (String line = line(); !line.equals("."); line = line()) {
            assertThat(line).isNotEqualTo("closed");
            lines.add(line);
        }
        return lines;
    }

    /** The bytes after +OK as they come, up to CRLF, dot, CRLF. */
    String rawMessage() throws IOException {
        expectStart("+OK ");
        var raw = new StringBuilder("\r\n");
        while (raw.indexOf("\r\n.\r\n", Math.max(0, raw.length() - 5)) < 0) {
            int b = in.read();
            assertThat(b).as("more to come after %s", raw).isNotNegative();
            raw.append((char) b);
        }
        return raw.substring(2, raw.length() - 3);
    }

    /** A message as a client takes it apart by the book. */
    String message() throws IOException {
        return ("\r\n" + rawMessage()).replace("\r\n..", "\r\n.").substring(2);
    }

    void startTls() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
            var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            tls.startHandshake();
            socket = tls;
            in = new BufferedInputStream(tls.getInputStream());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustsAnybody implements X509TrustManager {
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
