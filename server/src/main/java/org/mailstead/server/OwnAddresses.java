package org.mailstead.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.mailstead.server.config.Configuration;

/** This machine's addresses that others can reach. Behind a router that translates addresses there are none to be found. */
public final class OwnAddresses {
    /** More than a mail host publishes; a machine with containers has dozens. */
    private static final int MOST = 4;

    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private OwnAddresses() {}

    /** Those it listens on, if the configuration names any, else those of its network. */
    public static List<InetAddress> found(Configuration configuration) {
        var named = configuration.listen().addresses();
        if (!named.contains("*"))
            return named.stream()
                    .map(InetAddress::ofLiteral)
                    .filter(OwnAddresses::isPublic)
                    .toList();
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(OwnAddresses::isPublic)
                    .limit(MOST)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isVirtual();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Not this machine's own, not a private network's. RFC 4193 §3.1 for those of IPv6. */
    static boolean isPublic(InetAddress address) {
        boolean uniqueLocal =
                address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return !uniqueLocal
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress();
    }
}
