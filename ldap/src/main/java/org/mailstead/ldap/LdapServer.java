package org.mailstead.ldap;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a directory is.
 *
 * @param host a name, or an address without brackets
 * @param tls TLS from the first byte on
 */
public record LdapServer(String host, int port, boolean tls) {
    private static final int PORT = 389;
    private static final int TLS_PORT = 636;

    private static final Pattern URL =
            Pattern.compile("(ldaps?)://(?:\\[([0-9A-Fa-f:.]+)]|([0-9A-Za-z._-]+))(?::([0-9]{1,5}))?/?");

    /** Reads {@code ldaps://host}, {@code ldap://host:port} and the like; nothing may stand behind. */
    public static Optional<LdapServer> parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) return Optional.empty();
        boolean tls = parts.group(1).equals("ldaps");
        int port = parts.group(4) == null ? (tls ? TLS_PORT : PORT) : Integer.parseInt(parts.group(4));
        if (port == 0 || port > 65_535) return Optional.empty();
        String host = parts.group(2) != null ? parts.group(2) : parts.group(3);
        if (parts.group(2) != null && !isAddress(host)) return Optional.empty();
        return Optional.of(new LdapServer(host.toLowerCase(Locale.ROOT), port, tls));
    }

    /** Whether what is said to it stays on this machine. A name counts only if it can mean nothing else (RFC 6761 §6.3). */
    public boolean isThisMachine() {
        return host.equals("localhost")
                || (isAddress(host) && InetAddress.ofLiteral(host).isLoopbackAddress());
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
