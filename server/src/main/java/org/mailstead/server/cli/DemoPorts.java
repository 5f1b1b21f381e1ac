package org.mailstead.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.MailPort;

/** Chooses ports for the demonstration: the standard one where it can be had, else the one used last, else any. */
final class DemoPorts {
    private DemoPorts() {}

    /**
     * Their numbers, so that commands that run meanwhile know them.
     *
     * @param last those of the start before, which mail programs have been set up for
     */
    static Ports choose(Map<MailPort, Integer> last) {
        var chosen = new EnumMap<MailPort, Integer>(MailPort.class);
        var held = new ArrayList<ServerSocket>();
        try {
            for (var port : MailPort.values()) {
                int standard = Ports.STANDARD.of(port);
                if (standard == Ports.OFF) continue;
                int before = last.getOrDefault(port, 0);
                if (isFree(standard)) chosen.put(port, standard);
                else if (before > 0 && isFree(before)) chosen.put(port, before);
                else {
                    // Held until all are chosen: the system may give the same one twice.
                    held.add(open(0));
                    chosen.put(port, held.getLast().getLocalPort());
                }
            }
            return new Ports(chosen);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free on this machine", e);
        } finally {
            held.forEach(DemoPorts::close);
        }
    }

    /** Whether it can be opened now. Somebody may take it before we do: then the start fails with a clear sentence. */
    private static boolean isFree(int port) {
        try {
            close(open(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket open(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(Demo.HOST), port));
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a port that was looked at cannot be closed", e);
        }
    }
}
