package org.mailstead.ladder;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.dns.Resolver;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.Dialer;

/**
 * How everything outside is reached.
 *
 * @param way opens sockets; has to keep to the limit that it is given
 * @param roots authorities that are trusted to sign certificates; empty for those that this machine trusts
 * @param usable addresses that may be gone to; {@link #isPublic} where names are those of strangers
 * @param surface what can be seen of this machine without asking anybody
 * @param beacon a page that tells whether the network is open, and the time; empty if it is not to be asked
 * @param blocklists lists in the DNS that are asked for the addresses that send, and learn these; empty if none is to be asked
 */
public record Outside(
        Resolver resolver,
        Dialer.Way way,
        Optional<KeyStore> roots,
        Predicate<InetAddress> usable,
        Clock clock,
        Times times,
        Surface surface,
        Optional<Beacon> beacon,
        List<DnsName> blocklists) {
    /** Two that many mail servers ask: Spamhaus and SpamCop. */
    public static final List<DnsName> WELL_KNOWN_LISTS =
            List.of(DnsName.of("zen.spamhaus.org"), DnsName.of("bl.spamcop.net"));

    /** Shared by many customers of one access provider, and no more public than a home network. */
    private static final AddressRange CARRIER = new AddressRange(InetAddress.ofLiteral("100.64.0.0"), 10);

    /** RFC 4193 §3.1. */
    private static final AddressRange UNIQUE_LOCAL = new AddressRange(InetAddress.ofLiteral("fc00::"), 7);

    public Outside {
        blocklists = List.copyOf(blocklists);
    }

    /** Asks no lists. */
    public Outside(
            Resolver resolver,
            Dialer.Way way,
            Optional<KeyStore> roots,
            Predicate<InetAddress> usable,
            Clock clock,
            Times times,
            Surface surface,
            Optional<Beacon> beacon) {
        this(resolver, way, roots, usable, clock, times, surface, beacon, List.of());
    }

    /** Whether an address is that of a machine in the public network: not this one, nor one of a private network. */
    public static boolean isPublic(InetAddress address) {
        boolean ours = address instanceof Inet6Address
                ? UNIQUE_LOCAL.contains(address)
                : address.isSiteLocalAddress() || CARRIER.contains(address);
        return HostAddresses.isSomewhere(address) && !ours;
    }

    /**
     * What can be seen of a machine.
     *
     * @param interfaces names of network interfaces that are up and have an address that leads somewhere
     * @param proxy for web pages; empty if there is none
     */
    public record Surface(List<String> interfaces, Optional<String> proxy) {
        public static final Surface BARE = new Surface(List.of(), Optional.empty());

        /** Where systems keep the proxy for programs that know no settings of the desktop. */
        private static final List<String> PROXIES =
                List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY");

        /**
         * Of the machine that this runs on.
         *
         * @param environment its variables
         */
        public static Surface here(Map<String, String> environment) {
            var names = new ArrayList<String>();
            try {
                for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                    boolean leads =
                            Collections.list(each.getInetAddresses()).stream().anyMatch(HostAddresses::isSomewhere);
                    // Systems have tunnels that are up and lead nowhere: macOS always has some.
                    if (each.isUp() && leads) names.add(each.getName());
                }
            } catch (SocketException e) {
                // Then it is not known which there are.
            }
            return new Surface(
                    names,
                    PROXIES.stream()
                            .map(environment::get)
                            .filter(Objects::nonNull)
                            .map(Surface::place)
                            .filter(place -> !place.isEmpty())
                            .findFirst());
        }

        /** Without the name and password that may stand in front of it. */
        static String place(String url) {
            String bare = url.strip().replaceFirst("^[a-z0-9+]+://", "");
            return bare.substring(bare.lastIndexOf('@') + 1).replaceFirst("/.*", "");
        }

        public Surface {
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * A page that is always the same.
     *
     * @param url with {@code http}, since networks that want a sign-in first put their own page in its place; a path and no query
     * @param body what it holds, at most 1,000 bytes
     */
    public record Beacon(String url, byte[] body) {}
}
