package org.mailstead.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a proxy says before anything else on a connection: for whom it is. The PROXY protocol of HAProxy, version 1 (a line) and 2
 * (bytes). Reads no byte behind it, since what follows may be the beginning of TLS.
 *
 * @param client empty if the proxy speaks for itself, as in its health checks, or does not say for whom
 */
record ProxyHeader(Optional<InetSocketAddress> client) {
    /** The longest line of version 1, its CR LF included. */
    private static final int LINE_BYTES = 107;

    /** Version 2 may have extensions behind the addresses; those in use (TLS facts, names) have a few hundred bytes. */
    private static final int MOST_BYTES = 4096;

    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private static final Pattern LINE =
            Pattern.compile("PROXY (TCP4|TCP6) (\\S{2,45}) (\\S{2,45}) (\\d{1,5}) (\\d{1,5})");

    private static final int VERSION_2 = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXIED = 1;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;

    /** The first bytes are no such header, or one with a mistake. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static ProxyHeader read(InputStream in) throws IOException {
        int first = next(in);
        if (first == 'P') return line(in);
        if (first == SIGNATURE[0]) return bytes(in);
        throw new Malformed("the proxy did not begin with a PROXY header");
    }

    private static ProxyHeader line(InputStream in) throws IOException {
        var text = new StringBuilder("P");
        while (text.length() < LINE_BYTES) {
            text.append((char) next(in));
            int length = text.length();
            if (text.charAt(length - 1) != '\n') continue;
            if (text.charAt(length - 2) != '\r') break;
            return line(text.substring(0, length - 2));
        }
        throw new Malformed("the PROXY line has no end");
    }

    private static ProxyHeader line(String line) throws Malformed {
        if (line.equals("PROXY UNKNOWN") || line.startsWith("PROXY UNKNOWN ")) return new ProxyHeader(Optional.empty());
        var parts = LINE.matcher(line);
        if (!parts.matches()) throw new Malformed("the PROXY line cannot be read");
        boolean six = parts.group(1).equals("TCP6");
        return new ProxyHeader(Optional.of(new InetSocketAddress(address(parts.group(2), six), port(parts.group(4)))));
    }

    private static InetAddress address(String text, boolean six) throws Malformed {
        var range = AddressRange.parse(text);
        boolean fits = range.isPresent() && text.indexOf('/') < 0 && (text.indexOf(':') >= 0) == six;
        if (!fits) throw new Malformed("the PROXY line has no proper address");
        return range.get().address();
    }

    private static int port(String text) throws Malformed {
        int port = Integer.parseInt(text);
        if (port > 65_535) throw new Malformed("the PROXY line has no proper port");
        return port;
    }

    private static ProxyHeader bytes(InputStream in) throws IOException {
        byte[] start = exactly(in, SIGNATURE.length - 1);
        if (!Arrays.equals(start, 0, start.length, SIGNATURE, 1, SIGNATURE.length))
            throw new Malformed("the proxy did not begin with a PROXY header");
        int versionAndCommand = next(in);
        int family = next(in);
        int length = next(in) << 8 | next(in);
        if (length > MOST_BYTES) throw new Malformed("the PROXY header is too long");
        byte[] rest = exactly(in, length);
        if ((versionAndCommand & 0xf0) != VERSION_2) throw new Malformed("the PROXY header is of an unknown version");
        return switch (versionAndCommand & 0x0f) {
            case LOCAL -> new ProxyHeader(Optional.empty());
            case PROXIED -> new ProxyHeader(client(family, rest));
            default -> throw new Malformed("the PROXY header has an unknown command");
        };
    }

    /** Other kinds than TCP are not ours to know: the connection counts as the proxy's own. */
    private static Optional<InetSocketAddress> client(int family, byte[] rest) throws IOException {
        int size = switch (family) {
            case TCP4 -> 4;
            case TCP6 -> 16;
            default -> 0;
        };
        if (size == 0) return Optional.empty();
        if (rest.length < size * 2 + 4) throw new Malformed("the PROXY header is too short");
        try {
            var address = InetAddress.getByAddress(Arrays.copyOf(rest, size));
            int port = (rest[size * 2] & 0xff) << 8 | (rest[size * 2 + 1] & 0xff);
            return Optional.of(new InetSocketAddress(address, port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as an address has", e);
        }
    }

    private static int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) throw new EOFException("the proxy hung up within its PROXY header");
        return b;
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) throw new EOFException("the proxy hung up within its PROXY header");
        return bytes;
    }
}
