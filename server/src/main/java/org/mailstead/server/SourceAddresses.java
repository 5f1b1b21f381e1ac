package org.mailstead.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** Addresses of this machine from which mail leaves. */
public final class SourceAddresses {
    private SourceAddresses() {}

    /**
     * Makes sure that they can be used.
     *
     * @param where what they were written behind, such as a setting's name
     * @throws Mistake if one is not of this machine, or two are of one family
     */
    public static List<InetAddress> checked(List<InetAddress> addresses, String where) {
        for (InetAddress each : addresses) {
            boolean ours;
            try {
                ours = NetworkInterface.getByInetAddress(each) != null || each.isLoopbackAddress();
            } catch (SocketException e) {
                ours = false;
            }
            if (!ours)
                throw new Mistake(where + " names " + each.getHostAddress()
                        + ", which is not an address of this machine. See those there are with: ip address");
        }
        long six = addresses.stream().filter(Inet6Address.class::isInstance).count();
        if (six > 1 || addresses.size() - six > 1)
            throw new Mistake(where + " names two addresses of one kind. One of IPv4 and one of IPv6 can be used.");
        return List.copyOf(addresses);
    }
}
