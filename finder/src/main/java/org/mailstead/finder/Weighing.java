package org.mailstead.finder;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.finder.Finder.Asked;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.finder.Finding.Trust;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Plausibility;
import org.mailstead.settings.Provider;
import org.mailstead.settings.ProviderTable;
import org.mailstead.settings.Secret;

/** Which of all that was found is right, and how sure that is. */
final class Weighing {
    private final Asked asked;
    private final ProviderTable table;
    private final Function<String, Place> places;

    /** Where a host is. */
    enum Place {
        SOMEWHERE,
        /** In a private network, or on this machine. */
        PRIVATE,
        NOWHERE
    }

    /** @param places where hosts are */
    Weighing(Asked asked, ProviderTable table, Function<String, Place> places) {
        this.asked = asked;
        this.table = table;
        this.places = places;
    }

    static Place place(String host, Surroundings around) {
        return switch (HostAddresses.find(around.resolver(), DnsName.of(host), around.usable())) {
            case HostAddresses.Found(var addresses) ->
                addresses.stream().anyMatch(Weighing::isPrivate) ? Place.PRIVATE : Place.SOMEWHERE;
            case HostAddresses.None(var unusable) -> unusable ? Place.PRIVATE : Place.NOWHERE;
            case HostAddresses.Unknown _ -> Place.SOMEWHERE;
        };
    }

    /** RFC 1918 §3, RFC 4193 §3.1, RFC 6598 §7 */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) return (bytes[0] & 0xfe) == 0xfc;
        boolean shared = (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return shared || address.isSiteLocalAddress();
    }

    Finding of(List<Source> sources, List<Doubt> before) {
        var doubts = new ArrayList<>(before);
        table.lookAlike(asked.domain().toUnicode())
                .ifPresent(known -> doubts.add(
                        new Doubt(Doubt.Kind.LOOK_ALIKE, asked.domain().toUnicode(), known)));
        sources.stream()
                .filter(source -> source.look().state() == Look.State.TRAP)
                .forEach(source -> doubts.add(new Doubt(
                        Doubt.Kind.TRAP, source.look().place(), source.look().said())));
        var plausible = new LinkedHashMap<Source, List<MailServer>>();
        for (Source source : sources) {
            var servers = source.isFound() ? plausible(source, doubts) : List.<MailServer>of();
            if (!servers.isEmpty()) plausible.put(source, servers);
        }
        if (plausible.isEmpty()) return nothing(sources, doubts);
        var usable = List.copyOf(plausible.keySet());
        Source best = best(usable);
        var agreeing = usable.stream()
                .filter(source -> !source.equals(best) && agree(best, source))
                .toList();
        var differing = usable.stream()
                .filter(source -> !source.equals(best) && source.kind() != Source.Kind.GUESS && !agree(best, source))
                .toList();
        differing.forEach(source ->
                doubts.add(new Doubt(Doubt.Kind.DISAGREES, source.look().place(), shown(source))));
        var servers = servers(best, plausible);
        Optional<Provider> provider = provider(best, servers);
        var trust = trust(best, agreeing, servers, provider, doubts);
        return new Finding(
                asked.address(),
                Optional.of(new AccountSettings(asked.address(), "", servers, secrets(best, provider))),
                provider,
                Optional.of(best),
                agreeing,
                differing,
                trust,
                sources,
                best.look().told().steps(),
                doubts);
    }

    private Finding nothing(List<Source> sources, List<Doubt> doubts) {
        return new Finding(
                asked.address(),
                Optional.empty(),
                sources.stream().flatMap(source -> source.provider().stream()).findFirst(),
                Optional.empty(),
                List.of(),
                List.of(),
                Trust.NOTHING,
                sources,
                List.of(),
                doubts);
    }

    /** A whole one before one that only reads or only sends; else the most trusted. */
    private static Source best(List<Source> usable) {
        return usable.stream()
                .filter(source -> source.look().servers().stream().anyMatch(MailServer::receives)
                        && source.look().servers().stream().anyMatch(server -> !server.receives()))
                .findFirst()
                .orElse(usable.getFirst());
    }

    private static List<MailServer> plausible(Source source, List<Doubt> doubts) {
        // A provider may have its own reasons, such as a program beside ours that it is reached through.
        if (source.provider().isPresent()) return source.look().servers();
        var fine = new ArrayList<MailServer>();
        for (MailServer server : source.look().servers()) {
            var wrong = Plausibility.of(server);
            if (wrong.isEmpty()) fine.add(server);
            else doubts.add(new Doubt(Doubt.Kind.IMPLAUSIBLE, source.look().place(), server + ": " + wrong.get()));
        }
        return fine;
    }

    /** What a place names first to read with, and first to send with. */
    private static boolean agree(Source one, Source other) {
        return Stream.of(true, false).allMatch(receives -> {
            var first = first(one, receives);
            var second = first(other, receives);
            return first.isEmpty()
                    || second.isEmpty()
                    || one.look().servers().stream()
                            .anyMatch(
                                    server -> server.host().equals(second.get().host()));
        });
    }

    private static Optional<MailServer> first(Source source, boolean receives) {
        return source.look().servers().stream()
                .filter(server -> server.receives() == receives)
                .findFirst();
    }

    private static String shown(Source source) {
        return first(source, true)
                .or(() -> first(source, false))
                .map(MailServer::toString)
                .orElse("");
    }

    /** Those of the best; for a protocol that it does not have, those of the next that agrees with it. */
    private static List<MailServer> servers(Source best, SequencedMap<Source, List<MailServer>> plausible) {
        var servers = new LinkedHashSet<>(plausible.getOrDefault(best, List.of()));
        plausible.forEach((source, named) -> {
            for (Protocol protocol : Protocol.values())
                if (servers.stream().noneMatch(server -> server.protocol() == protocol) && agree(best, source))
                    named.stream()
                            .filter(server -> server.protocol() == protocol)
                            .forEach(servers::add);
        });
        return List.copyOf(servers);
    }

    private Optional<Provider> provider(Source best, List<MailServer> servers) {
        return best.provider()
                .or(() -> servers.stream()
                        .flatMap(server -> table.byServer(server.host()).stream())
                        .findFirst());
    }

    /** What the provider is known to take goes before what a document says: documents are old. */
    private static List<Secret> secrets(Source best, Optional<Provider> provider) {
        return provider.map(Provider::secrets).orElse(best.look().told().secrets());
    }

    private Trust trust(
            Source best,
            List<Source> agreeing,
            List<MailServer> servers,
            Optional<Provider> provider,
            List<Doubt> doubts) {
        if (best.kind() == Source.Kind.TABLE) return Trust.SURE;
        boolean strange = false;
        boolean hidden = false;
        for (String host :
                new LinkedHashSet<>(servers.stream().map(MailServer::host).toList())) {
            var place = places.apply(host);
            if (place != Place.SOMEWHERE)
                doubts.add(new Doubt(
                        place == Place.PRIVATE ? Doubt.Kind.PRIVATE_ADDRESS : Doubt.Kind.NO_ADDRESS, host, ""));
            hidden |= place != Place.SOMEWHERE;
            if (provider.isEmpty() && !isOwn(host)) {
                strange = true;
                doubts.add(new Doubt(
                        Doubt.Kind.OTHER_ORGANISATION,
                        host,
                        Programs.base(DnsName.of(host)).toUnicode()));
            }
        }
        if (hidden) return Trust.ASK;
        boolean confirmed = agreeing.stream()
                .anyMatch(
                        source -> source.kind() != best.kind() && source.kind().isProved());
        if (best.kind().isProved() && (confirmed || (provider.isPresent() && best.kind() == Source.Kind.MAIL_HOST)))
            return Trust.SURE;
        if (strange) return Trust.ASK;
        return best.kind().isProved() || !agreeing.isEmpty() ? Trust.LIKELY : Trust.ASK;
    }

    /** Whether a host belongs to whoever has the domain. */
    private boolean isOwn(String host) {
        return Programs.base(DnsName.of(host)).equals(Programs.base(asked.domain()));
    }
}
