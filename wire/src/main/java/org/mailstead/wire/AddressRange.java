package org.mailstead.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits, such as {@code 192.0.2.0/24}. RFC 4632 §3.1, RFC 4291 §2.3. Those of IPv4 and IPv6
 * never contain each other.
 *
 * @param bits that count, from the first
 */
public record AddressRange(InetAddress address, int bits) {
    /** Four numbers without zeros in front: "192.0.2" and "010.0.0.1" mean different things to different programs. */
    private static final String FOUR = "(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}";

    private static final Pattern FORM = Pattern.compile("(" + FOUR + "|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

    /** This machine, whichever way it calls itself. */
    public static final List<AddressRange> LOOPBACK = List.of(
            new AddressRange(InetAddress.ofLiteral("127.0.0.0"), 8),
            new AddressRange(InetAddress.ofLiteral("::1"), 128));

    public AddressRange {
        if (bits < 0 || bits > address.getAddress().length * 8)
            throw new IllegalArgumentException(address + " has no " + bits + " bits");
    }

    /** Without a number of bits it is that address alone. Empty for what is no address. */
    public static Optional<AddressRange> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) return Optional.empty();
        try {
            var address = InetAddress.ofLiteral(form.group(1));
            int all = address.getAddress().length * 8;
            return Optional.of(
                    new AddressRange(address, form.group(2) == null ? all : Integer.parseInt(form.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static boolean anyContains(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) return false;
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask & 0xff) != 0) return false;
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
