package org.mailstead.ladder;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailstead.ladder.HostFacts.Answer.Addresses;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/**
 * Where a secret may be tried: at servers of the account that have proved by TLS who they are. Where it is known which hosts those are, a
 * host that was typed beside them gets no secret.
 */
final class Doors {
    private final Attempt attempt;
    private final Observation observation;

    /**
     * Where to sign in.
     *
     * @param server as it is to be reached, whatever was typed
     * @param addresses that answer
     * @param open whether it may go without TLS, since it does not leave this machine
     */
    record Door(MailServer server, List<InetAddress> addresses, boolean open) {}

    Doors(Attempt attempt, Observation observation) {
        this.attempt = attempt;
        this.observation = observation;
    }

    /** What is set and what should be, of one protocol, the best first; empty if the account has none. */
    List<MailServer> servers(Protocol protocol) {
        var right = right(protocol);
        Set<String> hosts = new LinkedHashSet<>();
        right.forEach(each -> hosts.add(each.host()));
        var set = attempt.set().stream()
                .filter(each -> each.protocol() == protocol)
                .filter(each -> hosts.isEmpty() || hosts.contains(each.host()));
        return Stream.concat(set, right.stream()).toList();
    }

    List<MailServer> right(Protocol protocol) {
        return attempt.right().map(AccountSettings::servers).orElse(List.of()).stream()
                .filter(each -> each.protocol() == protocol)
                .toList();
    }

    /** Protocols to sign in with: those that are set, and sending. IMAP is first: it tells most. */
    List<Protocol> protocols() {
        var all = new ArrayList<Protocol>();
        for (Protocol each : List.of(Protocol.IMAP, Protocol.POP3))
            if (attempt.set().stream().anyMatch(server -> server.protocol() == each)) all.add(each);
        if (all.isEmpty())
            attempt.right().flatMap(AccountSettings::incoming).ifPresent(server -> all.add(server.protocol()));
        if (!servers(Protocol.SMTP).isEmpty()) all.add(Protocol.SMTP);
        return all;
    }

    /** Waits until that is known. Empty if no server of the account has proved who it is. */
    Optional<Door> find(Protocol protocol) {
        var servers = servers(protocol);
        for (MailServer each : servers) {
            var door = door(each, each.port());
            if (door.isPresent()) return door;
        }
        for (MailServer each : servers) {
            for (int port : usual(protocol)) {
                var door = door(each, port);
                if (door.isPresent()) return door;
            }
        }
        return Optional.empty();
    }

    /** What a server greets with that lets nobody begin. */
    Optional<String> refusal(Protocol protocol) {
        return servers(protocol).stream()
                .flatMap(each -> observation.port(each.host(), each.port()).stream())
                .flatMap(port -> port.first().stream())
                .filter(first -> first.kind() == PortFacts.First.Kind.REFUSAL)
                .map(PortFacts.First::text)
                .findFirst();
    }

    private static List<Integer> usual(Protocol protocol) {
        return List.of(MailPorts.usual(protocol, Security.TLS), MailPorts.usual(protocol, Security.STARTTLS));
    }

    private Optional<Door> door(MailServer server, int port) {
        var facts = observation.port(server.host(), port);
        var host = observation.host(server.host());
        if (facts.isEmpty()
                || !facts.get().isOpen()
                || host.isEmpty()
                || !(host.get().answer() instanceof Addresses(var addresses))) return Optional.empty();
        boolean here = addresses.stream().allMatch(InetAddress::isLoopbackAddress);
        boolean speaks = facts.get().secured().map(Offer::protocol).equals(Optional.of(server.protocol()));
        Security security = switch (facts.get().tls().orElse(null)) {
            case Tls.Begun begun
            when speaks && (here || begun.certificate().doubts().isEmpty()) ->
                begun.onCommand() ? Security.STARTTLS : Security.TLS;
            case null, default -> Security.NONE;
        };
        boolean plainly = here && facts.get().plain().map(Offer::protocol).equals(Optional.of(server.protocol()));
        if (security == Security.NONE && !plainly) return Optional.empty();
        var answering = addresses.stream()
                .filter(each -> Optional.of(Reached.OPEN)
                        .equals(
                                each instanceof Inet6Address
                                        ? facts.get().ipv6()
                                        : facts.get().ipv4()))
                .toList();
        return Optional.of(new Door(
                new MailServer(server.protocol(), server.host(), port, security, server.user()), answering, here));
    }
}
