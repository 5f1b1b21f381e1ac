package org.mailstead.authenticity;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits. Those of IPv4 and IPv6 never contain each other. */
record Network(InetAddress address, boolean six, int bits) {
    private static final Pattern FOUR =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?:\\d+\\.\\d+\\.\\d+\\.\\d+)?");

    /** Four numbers, each without zeros in front. */
    static Optional<InetAddress> parseFour(String text) {
        return FOUR.matcher(text).matches() ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
    }

    /** Any form of RFC 4291 §2.2, without a zone. */
    static Optional<InetAddress> parseSix(String text) {
        if (!SIX.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        // Java turns ::ffff:192.0.2.1 into an IPv4 address; a network written so has no IPv6 client in it.
        if (mine.length != theirs.length || six != (theirs.length == 16)) return false;
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask & 0xff) != 0) return false;
        }
        return true;
    }
}
