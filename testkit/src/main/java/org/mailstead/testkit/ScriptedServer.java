package org.mailstead.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A server that does what scripts say, one connection after the other. Of each line of a script, {@code S:} is sent,
 * {@code C:} is expected, {@code ANY} is one line whatever it is, {@code BODY} as
 * many bytes as the last such line ends with; {@code TLS} shakes hands; {@code CLOSE} hangs up, {@code RESET} breaks off; {@code SILENCE} says
 * nothing more and waits for the client to go. A script that ends expects the client to go too.
 */
public final class ScriptedServer implements AutoCloseable {
    /** Longer than anything waits here, shorter than a build's patience. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket server;
    private final FutureTask<Void> conversations;

    /** How a socket goes over to TLS as server. */
    public interface Tls {
        Socket over(Socket plain) throws IOException;
    }

    public ScriptedServer(String... scripts) throws IOException {
        this(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                plain -> {
                    throw new IOException("no TLS in this test");
                },
                List.of(scripts));
    }

    public ScriptedServer(InetSocketAddress address, Tls tls, List<String> scripts) throws IOException {
        server = new ServerSocket();
        server.bind(address);
        conversations = new FutureTask<>(() -> {
            for (String script : scripts) converse(tls, script.lines().toList());
            return null;
        });
        Thread.ofVirtual().start(conversations);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public Socket connect() throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }

    private void converse(Tls tls, List<String> script) throws IOException {
        server.setSoTimeout(PATIENCE_MILLIS);
        try (Socket plain = server.accept()) {
            plain.setSoTimeout(PATIENCE_MILLIS);
            Socket socket = plain;
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String any = "";
            for (String line : script) {
                switch (line.split(" ", 2)[0]) {
                    case "S:" -> send(socket, line);
                    case "C:" -> expect(in, text(line));
                    case "ANY" -> any = line(in, line);
                    case "BODY" -> in.readNBytes(Integer.parseInt(any.replaceAll("\\D*(\\d+)\\r", "$1")));
                    case "TLS" -> {
                        socket = tls.over(plain);
                        in = new BufferedInputStream(socket.getInputStream());
                    }
                    case "CLOSE" -> {
                        return;
                    }
                    case "RESET" -> {
                        plain.setSoLinger(true, 0);
                        return;
                    }
                    case "SILENCE" -> expectEnd(in);
                    default -> throw new AssertionError("no such step: " + line);
                }
            }
            expectEnd(in);
        }
    }

    private static void send(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((text(line) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String step) {
        return step.length() < 3 ? "" : step.substring(3);
    }

    private static void expect(InputStream in, String wanted) throws IOException {
        String text = line(in, wanted);
        if (!text.equals(wanted + "\r")) throw new AssertionError("wanted <" + wanted + ">, but got <" + text + ">");
    }

    private static String line(InputStream in, String wanted) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new AssertionError("wanted <" + wanted + ">, but the client hung up after <" + line + ">");
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void expectEnd(InputStream in) throws IOException {
        if (in.read() >= 0) throw new AssertionError("the client said more than the script has");
    }

    /** Waits for the end of the last script, and fails if the client did anything else than it says. */
    @Override
    public void close() throws IOException {
        try {
            conversations.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            server.close();
        }
    }
}
