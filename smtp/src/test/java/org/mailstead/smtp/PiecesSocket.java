package org.mailstead.smtp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Random;

/** Input that comes in pieces of random length. */
final class PiecesSocket extends Socket {
    private final InputStream in;

    PiecesSocket(byte[] input, Random random) {
        in = new ByteArrayInputStream(input) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(random.nextInt(40) + 1)));
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress("192.0.2.7", 1);
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
