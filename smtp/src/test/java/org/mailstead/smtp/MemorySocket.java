package org.mailstead.smtp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.mailstead.wire.Connection;

/** A peer that has said all it will say: a whole session in memory, from any address. */
final class MemorySocket extends Socket {
    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final InetSocketAddress remote;

    MemorySocket(byte[] input, String remote) {
        this.in = new ByteArrayInputStream(input);
        this.remote = new InetSocketAddress(remote, 40_000);
    }

    /** Runs a session on the input and returns all that was answered. */
    static String answers(SmtpProfile profile, SmtpHost host, FakeServices services, byte[] input, String remote) {
        var socket = new MemorySocket(input, remote);
        try (var connection = new Connection(socket)) {
            new SmtpServer(profile, host, services.all()).serve(connection);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return socket.out.toString(StandardCharsets.ISO_8859_1);
    }

    static String answers(SmtpProfile profile, String input, String remote) {
        return answers(
                profile,
                Talk.host(SmtpLimits.STANDARD),
                new FakeServices(),
                input.getBytes(StandardCharsets.ISO_8859_1),
                remote);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress("192.0.2.25", 25);
    }

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void shutdownOutput() {}
}
