package org.mailstead.policy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.mailstead.wire.AddressRange;

/** The addresses among which a sender's machines stand: 256 of IPv4, a /64 of IPv6, which is one machine's own. RFC 4291 §2.5.1. */
final class ClientNetwork {
    private static final int FOUR_BITS = 24;
    private static final int SIX_BITS = 64;

    private ClientNetwork() {}

    static AddressRange of(InetAddress client) {
        int bits = client instanceof Inet4Address ? FOUR_BITS : SIX_BITS;
        byte[] bytes = client.getAddress();
        Arrays.fill(bytes, bits / 8, bytes.length, (byte) 0);
        try {
            return new AddressRange(InetAddress.getByAddress(bytes), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as an address has", e);
        }
    }
}
