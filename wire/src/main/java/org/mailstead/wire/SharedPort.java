package org.mailstead.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Other protocols on a port that belongs to another server, such as mail on that for HTTPS, where a network lets nothing else through: a
 * TLS client says at once which protocol it wants (ALPN, RFC 7301), and who asks for none of these is left to the server.
 */
public final class SharedPort {
    /**
     * A protocol that is spoken here too.
     *
     * @param protocol its name in ALPN
     */
    public record Guest(String protocol, ConnectionHandler handler) {}

    /**
     * A connection of which the beginning was read.
     *
     * @param begun all that was read of it, to be read again
     * @param hello where the beginning of TLS is in it
     * @param remote who connects; for whom, if a proxy says it
     * @param guest what is asked for; empty if the server's own protocol is, or nothing that is known here
     */
    public record Arrival(byte[] begun, int hello, InetSocketAddress remote, Optional<Guest> guest) {}

    private final TlsServer tls;
    private final List<AddressRange> proxies;
    private final List<Guest> guests;
    private final Sessions sessions;

    /**
     * @param name for logs, such as {@code https}
     * @param proxies who connects from there says first for whom, in the PROXY protocol
     */
    public SharedPort(String name, TlsServer tls, List<AddressRange> proxies, List<Guest> guests) {
        this.tls = tls;
        this.proxies = List.copyOf(proxies);
        this.guests = List.copyOf(guests);
        sessions = new Sessions(name);
    }

    /** Reads what comes first, waiting for it: who calls closes the socket when that takes too long. */
    public Arrival look(Socket accepted) throws IOException {
        var in = new Remembering(accepted.getInputStream());
        var remote = (InetSocketAddress) accepted.getRemoteSocketAddress();
        try {
            if (AddressRange.anyContains(proxies, remote.getAddress()))
                remote = ProxyHeader.read(in).client().orElse(remote);
        } catch (ProxyHeader.Malformed | EOFException e) {
            // It is told so by the server whose port this is.
            return new Arrival(in.read.toByteArray(), in.read.size(), remote, Optional.empty());
        }
        int hello = in.read.size();
        List<String> wanted = ClientHello.read(in).protocols();
        return new Arrival(in.read.toByteArray(), hello, remote, guest(wanted));
    }

    private Optional<Guest> guest(List<String> wanted) {
        return wanted.stream()
                .flatMap(name -> guests.stream().filter(each -> each.protocol().equals(name)))
                .findFirst();
    }

    /**
     * Serves a guest, and returns when the session is over.
     *
     * @param permit given back then
     */
    public void serve(Socket accepted, Arrival arrival, Permits.Permit permit) throws IOException {
        Guest guest = arrival.guest().orElseThrow();
        try (permit) {
            var connection = new Connection(accepted, arrival.remote());
            Thread.currentThread().setName(connection.id());
            sessions.add(connection);
            byte[] begun = arrival.begun();
            var hello = new ByteArrayInputStream(begun, arrival.hello(), begun.length - arrival.hello());
            sessions.serve(connection, each -> each.goOnWithTls(tls, hello, guest.protocol()), guest.handler());
        }
    }

    /** Connections of guests there are now. */
    public int connections() {
        return sessions.count();
    }

    /** Takes no more guests, lets sessions finish what they are doing for up to {@code grace}, then cuts them off. */
    public void close(Duration grace) {
        try {
            sessions.end(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sessions.cut();
        }
    }

    private static final class Remembering extends FilterInputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        Remembering(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) read.write(b);
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (count > 0) read.write(into, offset, count);
            return count;
        }
    }
}
