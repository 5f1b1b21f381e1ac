package org.mailstead.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.MailPort;

/** Chooses ports for the demonstration: the standard one where it can be had, else the one used last, else any. */
final class DemoPorts {
    private DemoPorts() {}

    /** @param last those of the start before, which mail programs have been set up for */
    static Ports choose(Map<MailPort, Integer> last) {
        var chosen = new EnumMap<MailPort, Integer>(MailPort.class);
        for (var port : MailPort.values()) {
            int standard = Ports.STANDARD.of(port);
            if (standard == Ports.OFF) continue;
            int before = last.getOrDefault(port, 0);
            chosen.put(port, isFree(standard) ? standard : before > 0 && isFree(before) ? before : 0);
        }
        return new Ports(chosen);
    }

    /** Whether it can be opened now. Somebody may take it before we do: then the start fails with a clear sentence. */
    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(Demo.HOST), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
