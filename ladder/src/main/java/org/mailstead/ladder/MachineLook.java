package org.mailstead.ladder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.ladder.Machine.Network;
import org.mailstead.ladder.Outside.Beacon;
import org.mailstead.wire.TimeLimit;
import org.mailstead.wire.TlsClient;

/** Looks at this machine, and at whether the network lets it out. */
final class MachineLook {
    /** How names of interfaces begin that are tunnels: those of systems, and of programs that many have. */
    private static final List<String> TUNNELS = List.of(
            "tun",
            "utun",
            "tap",
            "wg",
            "ppp",
            "ipsec",
            "nordlynx",
            "proton",
            "tailscale",
            "zt",
            "cscotun",
            "gpd",
            "pulse",
            "mullvad");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Fields of an answer. */
    private static final int FIELDS = 100;

    /** Of the page, and one more, to see that there is no more. */
    private static final int BODY_BYTES = 1000;

    /** Addresses of the page that are tried, one after the other. */
    private static final int ADDRESSES = 2;

    private final Outside outside;
    private final TimeLimit time;

    MachineLook(Outside outside, TimeLimit time) {
        this.outside = outside;
        this.time = time;
    }

    /** What is seen of the network, and how far the clock is behind what was told. */
    private record Seen(Network network, Optional<Duration> behind) {}

    Machine look() {
        Seen seen = outside.beacon().map(this::ask).orElse(new Seen(new Network.NotAsked(), Optional.empty()));
        boolean vpn = outside.surface().interfaces().stream().anyMatch(MachineLook::isTunnel);
        return new Machine(
                outside.clock().instant(),
                seen.behind(),
                seen.network(),
                vpn,
                outside.surface().proxy());
    }

    private static boolean isTunnel(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TUNNELS.stream().anyMatch(lower::startsWith);
    }

    private Seen ask(Beacon beacon) {
        URI url = URI.create(beacon.url());
        try {
            return ask(beacon, url);
        } catch (IOException e) {
            return new Seen(new Network.Down(), Optional.empty());
        }
    }

    private Seen ask(Beacon beacon, URI url) throws IOException {
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : https ? HTTPS : HTTP;
        try (Talk talk = connect(addresses(url.getHost()), port)) {
            if (https) talk.startTls(new TlsClient(outside.roots().orElse(null)), url.getHost());
            // RFC 9112 §C.2.2: in the older version an answer is never cut into chunks.
            talk.say("GET " + (url.getRawPath().isEmpty() ? "/" : url.getRawPath()) + " HTTP/1.0\r\nHost: "
                    + url.getHost() + "\r\nUser-Agent: Mailstead\r\nCache-Control: no-cache\r\n");
            var answer = HttpAnswer.parse(talk.lines(String::isEmpty, FIELDS));
            // Over TLS, a wrong clock is what makes good certificates doubtful; the time is told nevertheless.
            byte[] body = talk.hearRaw(BODY_BYTES + 1);
            if (answer.status() != 200 || !Arrays.equals(body, beacon.body()))
                return new Seen(new Network.Captive(answer.leadsTo().orElse("")), Optional.empty());
            var now = outside.clock().instant();
            return new Seen(new Network.Open(), answer.date().map(told -> Duration.between(now, told)));
        }
    }

    private List<InetAddress> addresses(String host) throws IOException {
        var name = DnsName.parse(host);
        // Any address at all: networks that want a sign-in first answer with one of their own.
        if (name.isPresent()
                && HostAddresses.find(outside.resolver(), name.get(), _ -> true)
                        instanceof HostAddresses.Found(var addresses)) return addresses;
        throw new IOException("the DNS does not tell where it is");
    }

    private Talk connect(List<InetAddress> addresses, int port) throws IOException {
        var failure = new IOException("it has no address");
        for (InetAddress each : addresses.stream().limit(ADDRESSES).toList()) {
            try {
                return new Talk(
                        time.connect(
                                new InetSocketAddress(each, port),
                                outside.times().connect()),
                        outside.times());
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }
}
