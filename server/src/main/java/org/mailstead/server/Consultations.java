package org.mailstead.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.mailstead.consulting.DoctorPages;
import org.mailstead.consulting.Elsewhere;
import org.mailstead.consulting.Examiner;
import org.mailstead.consulting.Gate;
import org.mailstead.consulting.ViewDesk;
import org.mailstead.directory.Directory;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.dns.Resolver;
import org.mailstead.finder.Consent;
import org.mailstead.finder.Surroundings;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Times;
import org.mailstead.server.config.Configuration;
import org.mailstead.settings.ProviderTable;
import org.mailstead.setup.FrontDoor;
import org.mailstead.web.Route;
import org.mailstead.web.Seal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.wire.TlsClient;

/** The doctor on this server: it goes to public addresses only, and to this server itself only where everybody may. */
final class Consultations {
    /** For a search; a person waits. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    /** One search and one climb ask some hundred. */
    private static final int QUESTIONS = 400;

    private final Configuration configuration;
    private final Resolver resolver;
    private final Supplier<? extends Collection<Integer>> ports;
    private final Clock clock;

    /** @param ports that this server has open */
    Consultations(
            Configuration configuration,
            Resolver resolver,
            Supplier<? extends Collection<Integer>> ports,
            Clock clock) {
        this.configuration = configuration;
        this.resolver = resolver;
        this.ports = ports;
        this.clock = clock;
    }

    /**
     * What is served of it.
     *
     * @param origin the beginning of this server's addresses for browsers
     */
    List<Route> routes(FrontDoor door, Directory directory, Supplier<String> origin, RandomGenerator random) {
        var settings = configuration.web().consulting();
        var hosts = WebPages.isThisHost(configuration.hostname());
        var desk =
                new ViewDesk(settings.view(), new Seal(directory.secrets().key("doctor-view")), this::outside, clock);
        var routes = new ArrayList<>(desk.routes(hosts));
        if (!settings.pages()) return routes;
        var examiner = new Examiner(
                ProviderTable.builtIn(),
                new Examiner.Ways(this::around, this::outside, new Consent(false, false), Elsewhere.NOBODY));
        var surroundings = new DoctorPages.Surroundings(
                new Seal(directory.secrets().key("doctor-forms")), clock, random, who -> desk.link(origin.get(), who));
        routes.addAll(
                DoctorPages.onServer(new SignedIn(door), examiner, surroundings).routes(hosts));
        return routes;
    }

    /** Lets in who is signed in. */
    private record SignedIn(FrontDoor door) implements Gate {
        @Override
        public Optional<String> visitor(WebRequest request) {
            return door.visitor(request).map(account -> account.id().value());
        }

        @Override
        public WebResponse stranger(WebRequest request) throws IOException {
            return door.answer(request);
        }

        @Override
        public String address(WebRequest request) {
            return door.visitor(request)
                    .map(account -> account.address().toString())
                    .orElse("");
        }
    }

    private Resolver asking() {
        return new BudgetedResolver(resolver, clock, LIMIT, QUESTIONS);
    }

    private Surroundings around() {
        var own = own();
        return new Surroundings(asking(), own::connect, new TlsClient(null), own::isUsable, LIMIT);
    }

    private Outside outside() {
        var own = own();
        return new Outside(
                asking(),
                own::connect,
                Optional.empty(),
                own::isUsable,
                clock,
                Times.STANDARD,
                Outside.Surface.BARE,
                Optional.empty());
    }

    private Own own() {
        var named = DnsName.parse(configuration.hostname())
                .map(host -> HostAddresses.find(resolver, host, HostAddresses::isSomewhere))
                .map(found -> found instanceof HostAddresses.Found(var addresses) ? addresses : List.<InetAddress>of())
                .orElse(List.of());
        return new Own(Set.copyOf(named), here(), Set.copyOf(ports.get()));
    }

    private static List<InetAddress> here() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(HostAddresses::isSomewhere)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /**
     * This server as it is reached by its own name. Behind a router many servers cannot reach themselves by their public address, so that it
     * is gone to directly; and where the name leads to a private address inside, it may be gone to, but to its open ports only.
     *
     * @param named addresses that its name leads to
     * @param here addresses of this machine
     * @param ports that this server has open
     */
    record Own(Set<InetAddress> named, List<InetAddress> here, Set<Integer> ports) {
        /** For a connection: a host that is up answers in a second. */
        private static final Duration ADDRESS = Duration.ofSeconds(5);

        boolean isUsable(InetAddress address) {
            return Outside.isPublic(address) || named.contains(address);
        }

        Socket connect(InetSocketAddress to, Duration limit) throws IOException {
            InetAddress address = to.getAddress();
            boolean own = named.contains(address) && ports.contains(to.getPort());
            if (!own && !Outside.isPublic(address))
                throw new ConnectException("that is no address in the public network");
            var socket = new Socket();
            try {
                socket.connect(own ? new InetSocketAddress(place(address), to.getPort()) : to, (int)
                        Math.min(limit.toMillis(), ADDRESS.toMillis()));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        /** Where it is on this machine, in the same family. */
        InetAddress place(InetAddress address) {
            Predicate<InetAddress> same = each -> each.getClass() == address.getClass();
            return here.contains(address)
                    ? address
                    : Stream.concat(here.stream().filter(same), Stream.of(address))
                            .findFirst()
                            .orElse(address);
        }
    }
}
