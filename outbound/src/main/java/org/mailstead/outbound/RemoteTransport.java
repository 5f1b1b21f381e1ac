package org.mailstead.outbound;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mailstead.outbound.Routing.Route;
import org.mailstead.store.BlobStore;

/** Brings mail to other servers over SMTP: to the best of a domain's hosts that can be talked to. RFC 5321 §5.1. */
final class RemoteTransport implements Transport {
    private final Routing routing;
    private final HostSessions sessions;
    private final BlobStore blobs;
    private final HostDemands demands;
    private final RandomGenerator random;

    RemoteTransport(
            Routing routing, HostSessions sessions, BlobStore blobs, HostDemands demands, RandomGenerator random) {
        this.routing = routing;
        this.sessions = sessions;
        this.blobs = blobs;
        this.demands = demands;
        this.random = random;
    }

    @Override
    public List<Outcome> deliver(QueuedMessage message, Delivery delivery, Steps steps) throws Unreachable {
        return switch (routing.find(delivery.destination())) {
            case Route.Hosts(var hosts) -> {
                List<MailHost> inOrder = inOrder(hosts);
                steps.tell(hosts(delivery.destination(), inOrder));
                yield new RemoteTry(
                                message,
                                delivery.recipients(),
                                new RemoteTry.Means(routing, sessions, blobs),
                                demands.of(delivery.destination(), new TlsWishes(message, blobs)),
                                steps)
                        .at(inOrder);
            }
            case Route.Nowhere(var outcome) ->
                Collections.nCopies(delivery.recipients().size(), outcome);
            case Route.Unclear(var status, var why) -> throw new Unreachable(status, why);
        };
    }

    private static String hosts(Destination destination, List<MailHost> hosts) {
        MailHost first = hosts.getFirst();
        if (first.access().chosen()) return "a route or the smarthost leads to " + first + " port " + first.port();
        String all = hosts.stream()
                .map(host -> host + " (" + host.preference() + ")")
                .collect(joining(", "));
        return "hosts of " + destination + " in the DNS: " + all + (first.authenticated() ? ", proved by DNSSEC" : "");
    }

    /** Those of one preference share the work. RFC 5321 §5.1. */
    private List<MailHost> inOrder(List<MailHost> hosts) {
        record Ranked(MailHost host, int chance) {}
        return hosts.stream()
                .map(host -> new Ranked(host, random.nextInt()))
                .sorted(Comparator.comparingInt((Ranked each) -> each.host().preference())
                        .thenComparingInt(Ranked::chance))
                .map(Ranked::host)
                .toList();
    }
}
