package org.mailstead.milter;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a filter listens: {@code inet:host:port} or {@code unix:/path}. */
public record MilterAddress(String text) {
    private static final String INET = "inet:";
    private static final String UNIX = "unix:/";
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

    /** Empty for what is none. */
    public static Optional<MilterAddress> parse(String text) {
        if (text.startsWith(UNIX)) {
            try {
                UnixDomainSocketAddress.of(text.substring(UNIX.length() - 1));
                return Optional.of(new MilterAddress(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        if (!text.startsWith(INET)) return Optional.empty();
        var host = HOST_AND_PORT.matcher(text.substring(INET.length()));
        if (!host.matches()) return Optional.empty();
        int port = Integer.parseInt(host.group(2));
        return port >= 1 && port <= 65_535 ? Optional.of(new MilterAddress(text)) : Optional.empty();
    }

    /** Looks a name up each time: it may lead elsewhere by now. */
    SocketAddress resolved() {
        if (text.startsWith(UNIX)) return UnixDomainSocketAddress.of(text.substring(UNIX.length() - 1));
        var host = HOST_AND_PORT.matcher(text.substring(INET.length()));
        if (!host.matches()) throw new IllegalStateException(text);
        return new InetSocketAddress(host.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(host.group(2)));
    }

    @Override
    public String toString() {
        return text;
    }
}
