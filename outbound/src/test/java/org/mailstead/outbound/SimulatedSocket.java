package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.mailstead.store.contract.SteppedClock;

/** A connection to a simulated host. Waiting for it in vain moves the clock on instead of taking time. */
final class SimulatedSocket extends Socket {
    private final InetSocketAddress remote;
    private final SimulatedPeer session;
    private final SteppedClock clock;
    private byte[] waiting = {};
    private int taken;
    private int patience;
    private boolean closed;
    private boolean finished;

    SimulatedSocket(InetSocketAddress remote, SimulatedPeer session, SteppedClock clock) {
        this.remote = remote;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return hear(into, offset, length);
            }
        };
    }

    private int hear(byte[] into, int offset, int length) throws IOException {
        if (closed) throw new SocketException("Socket closed");
        if (taken == waiting.length) {
            waiting = session.take();
            taken = 0;
        }
        if (taken == waiting.length) {
            if (session.hasHungUp() || finished) return -1;
            clock.advance(Duration.ofMillis(patience));
            throw new SocketTimeoutException("Read timed out");
        }
        int count = Math.min(length, waiting.length - taken);
        System.arraycopy(waiting, taken, into, offset, count);
        taken += count;
        return count;
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (closed || session.hasHungUp()) throw new SocketException("Broken pipe");
                session.hear(bytes, offset, length);
            }
        };
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    @Override
    public InetAddress getInetAddress() {
        return remote.getAddress();
    }

    @Override
    public int getPort() {
        return remote.getPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 40_000);
    }

    @Override
    public void setSoTimeout(int millis) {
        patience = millis;
    }

    @Override
    public int getSoTimeout() {
        return patience;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isOutputShutdown() {
        return finished;
    }

    @Override
    public void shutdownOutput() {
        finished = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
