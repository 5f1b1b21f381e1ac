package org.mailstead.directory;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The part of an address that one customer of a provider cannot change at will: all of an IPv4 address, the first 56
 * bits of an IPv6 one (RFC 6177 §2: what homes are given).
 */
public record Network(String prefix) {
    private static final int IPV6_BYTES = 7;

    public static Network of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Network(
                HexFormat.of().formatHex(address instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, IPV6_BYTES)));
    }
}
