package org.mailstead.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections and says nothing, or one thing only, or closes them at once. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> taken = new CopyOnWriteArrayList<>();

    SilentServer(boolean closes) throws IOException {
        this(closes, new byte[0]);
    }

    /** @param says without having been asked */
    SilentServer(boolean closes, byte[] says) throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket one = socket.accept();
                    taken.add(one);
                    one.getOutputStream().write(says);
                    if (closes) one.close();
                } catch (IOException e) {
                    // Closed, which the loop sees.
                }
            }
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return taken.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : taken) each.close();
    }
}
