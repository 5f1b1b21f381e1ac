package org.mailstead.imap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A plain client for tests: sends what it is told and reads whole responses, literals included. */
final class ImapClient implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

    private Socket socket;
    private InputStream in;
    private int tags;

    ImapClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            // Or each command that is sent in two pieces waits for the system.
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will be sent; answers still come. */
    void sayNoMore() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next response without its line end, with the literals in it; throws at the end of input. */
    String line() {
        try {
            var text = new StringBuilder();
            while (true) {
                String piece = physicalLine();
                text.append(piece);
                Matcher literal = LITERAL.matcher(piece);
                if (!literal.find()) return text.toString();
                byte[] bytes = in.readNBytes(Integer.parseInt(literal.group(1)));
                text.append("\r\n").append(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String physicalLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); ; c = in.read()) {
            if (c < 0) throw new EOFException("hung up after: " + line);
            line.write(c);
            if (c == '\n') break;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r\n")) throw new IOException("a line without CRLF: " + text);
        return text.substring(0, text.length() - 2);
    }

    /** Sends a command and returns all its responses, the tagged one last, its tag written as {@code a}. */
    List<String> command(String command) {
        String tag = "t" + ++tags;
        send(tag + " " + command + "\r\n");
        return responses(tag);
    }

    List<String> responses(String tag) {
        var all = new ArrayList<String>();
        while (true) {
            String line = line();
            boolean last = line.startsWith(tag + " ");
            all.add(last ? "a" + line.substring(tag.length()) : line);
            if (last) return all;
        }
    }

    /** Sends a command that must succeed; returns its untagged responses. */
    List<String> ok(String command) {
        List<String> all = command(command);
        if (!all.getLast().startsWith("a OK")) throw new AssertionError(command + ": " + all);
        return all.subList(0, all.size() - 1);
    }

    String last(String command) {
        return command(command).getLast();
    }

    String append(String mailbox, String flags, String message) {
        byte[] bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        String tag = "t" + ++tags;
        send(tag + " APPEND " + mailbox + " " + flags + (flags.isEmpty() ? "" : " ") + "{" + bytes.length + "}\r\n");
        String go = line();
        if (!go.startsWith("+")) return go;
        send(bytes);
        send("\r\n");
        return responses(tag).getLast();
    }

    void startTls() {
        try {
            TrustManager trusting = new X509TrustManager() {
                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type) {}

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type) {}

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            };
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trusting}, null);
            var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true);
            secure.startHandshake();
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isHungUp() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
