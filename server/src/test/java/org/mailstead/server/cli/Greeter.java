package org.mailstead.server.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An IMAP server without encryption, which says yes to everything.
 *
 * @param heard every line that was said to it
 */
record Greeter(ServerSocket socket, Queue<String> heard) implements AutoCloseable {
    Greeter() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), new ConcurrentLinkedQueue<>());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var caller = socket.accept()) {
                talk(caller);
            } catch (IOException e) {
                // Gone, or the test is over.
            }
        }
    }

    private void talk(Socket caller) throws IOException {
        var out = caller.getOutputStream();
        out.write("* OK [CAPABILITY IMAP4rev1] ready\r\n".getBytes(US_ASCII));
        var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (line.endsWith(" CAPABILITY")) out.write("* CAPABILITY IMAP4rev1\r\n".getBytes(US_ASCII));
            out.write((line.split(" ", 2)[0] + " OK done\r\n").getBytes(US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
