package org.mailstead.tlspolicy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.dns.Resolver;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TlsClient.Shown;

/**
 * Single requests to web servers that a domain names, over verified TLS. Nothing is followed to elsewhere and nothing is
 * kept, as RFC 8461 §3.3 wants it.
 */
public final class Https {
    static final int PORT = 443;
    private static final int PLAIN_PORT = 80;

    /** For the answer, after the connection; with the limits of that it makes about the minute of RFC 8461 §3.3. */
    private static final Duration TIME = Duration.ofSeconds(30);

    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Of an answer in which only the status counts. */
    private static final int ANSWER = 64 * 1024;

    private final Resolver resolver;
    private final Dialer dialer;
    private final TlsClient tls;
    private final Predicate<InetAddress> usable;

    /** To anywhere but this machine. */
    public Https(Resolver resolver, Dialer dialer, TlsClient tls) {
        this(resolver, dialer, tls, HostAddresses::isSomewhere);
    }

    /** @param usable addresses that may be gone to */
    public Https(Resolver resolver, Dialer dialer, TlsClient tls, Predicate<InetAddress> usable) {
        this.resolver = resolver;
        this.dialer = dialer;
        this.tls = tls;
        this.usable = usable;
    }

    /** The server does not prove who it is. */
    public static final class NotProved extends IOException {
        private static final long serialVersionUID = 1L;

        NotProved(String why) {
            super(why);
        }
    }

    /**
     * Asks for something.
     *
     * @throws NotProved if the server is not the one that was meant
     * @throws IOException why there is no answer, in words that follow a colon
     */
    HttpAnswer get(DnsName host, int port, String path, int mostBytes) throws IOException {
        return ask(host, port, "GET " + path + " HTTP/1.1\r\n" + common(host, port) + "\r\n", new byte[0], mostBytes);
    }

    /**
     * Asks for something at an address of {@code https}.
     *
     * @throws NotProved if the server is not the one that was meant
     * @throws IOException why there is no answer, in words that follow a colon
     */
    public HttpAnswer fetch(URI address, int mostBytes) throws IOException {
        return get(host(address), port(address), target(address), mostBytes);
    }

    /** Gives a server something. The address has a host that is a name. */
    HttpAnswer post(URI address, String mediaType, byte[] content) throws IOException {
        DnsName host = host(address);
        int port = port(address);
        String head = "POST " + target(address) + " HTTP/1.1\r\n" + common(host, port) + "Content-Type: " + mediaType
                + "\r\nContent-Length: " + content.length + "\r\n\r\n";
        return ask(host, port, head, content, ANSWER);
    }

    /**
     * Asks as a mail program does that looks for settings: also without TLS, if the address is of {@code http}.
     *
     * @param mediaType of the content; empty for a GET without any
     * @throws NotProved if the server is not the one that was meant
     * @throws IOException why there is no answer, in words that follow a colon
     */
    public HttpAnswer look(URI address, String mediaType, byte[] content) throws IOException {
        boolean secure = !"http".equalsIgnoreCase(address.getScheme());
        DnsName host = host(address);
        int port = port(address);
        String rest = mediaType.isEmpty()
                ? "\r\n"
                : "Content-Type: " + mediaType + "\r\nContent-Length: " + content.length + "\r\n\r\n";
        String head = (mediaType.isEmpty() ? "GET " : "POST ") + target(address) + " HTTP/1.1\r\n" + common(host, port)
                + rest;
        if (secure) return ask(host, port, head, content, ANSWER);
        try (Connection connection = dialer.connect(addresses(host), port)) {
            return answer(connection, head, content, ANSWER);
        }
    }

    private static DnsName host(URI address) throws IOException {
        return DnsName.parse(String.valueOf(address.getHost()))
                .orElseThrow(() -> new IOException(address + " has no name of a host"));
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) return address.getPort();
        return "http".equalsIgnoreCase(address.getScheme()) ? PLAIN_PORT : PORT;
    }

    private static String target(URI address) {
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return path + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    private static String common(DnsName host, int port) {
        return "Host: " + host + (port == PORT || port == PLAIN_PORT ? "" : ":" + port)
                + "\r\nUser-Agent: Mailstead\r\nConnection: close\r\n";
    }

    private HttpAnswer ask(DnsName host, int port, String head, byte[] content, int mostBytes) throws IOException {
        try (Connection connection = dialer.connect(addresses(host), port)) {
            connection.startTls(tls, host.toString());
            Shown shown = connection.shown();
            if (shown == null || shown.doubt() != null)
                throw new NotProved(shown == null ? "it shows no certificate" : String.valueOf(shown.doubt()));
            return answer(connection, head, content, mostBytes);
        }
    }

    private static HttpAnswer answer(Connection connection, String head, byte[] content, int mostBytes)
            throws IOException {
        connection.within(SILENCE, TIME);
        connection.write(head);
        connection.write(content);
        return HttpAnswer.read(new BufferedInputStream(input(connection)), mostBytes);
    }

    private List<InetAddress> addresses(DnsName host) throws IOException {
        return switch (HostAddresses.find(resolver, host, usable)) {
            case HostAddresses.Found(var addresses) -> addresses;
            case HostAddresses.Unknown(var why) -> throw new IOException("the DNS does not tell its address: " + why);
            case HostAddresses.None(var unusable) ->
                throw new IOException(
                        unusable
                                ? "it has only addresses that mean this machine itself, or nobody"
                                : "it has no address in the DNS");
        };
    }

    private static InputStream input(Connection connection) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return connection.read(into, offset, length);
            }
        };
    }
}
