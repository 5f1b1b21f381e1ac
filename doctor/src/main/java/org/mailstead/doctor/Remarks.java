package org.mailstead.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.doctor.Remark.Kind;
import org.mailstead.ladder.HostFacts;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.SenderFacts;
import org.mailstead.ladder.SenderFacts.Listing;
import org.mailstead.ladder.SenderFacts.Reverse;
import org.mailstead.ladder.View.DomainFacts;
import org.mailstead.ladder.View.DomainFacts.Service;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider;
import org.mailstead.settings.ProviderTable;

/** Finds what is worth a remark. */
final class Remarks {
    /** Selectors of the keys that providers sign with for domains of their customers, by the beginning of a provider's id. */
    private static final Map<String, Set<String>> SELECTORS = Map.of(
            "google", Set.of("google"),
            "microsoft", Set.of("selector1", "selector2"),
            "fastmail", Set.of("fm1"),
            "proton", Set.of("protonmail"),
            "icloud", Set.of("sig1"),
            "migadu", Set.of("key1"),
            "mailbox-org", Set.of("mbo0001"));

    private final ProviderTable table;

    Remarks(ProviderTable table) {
        this.table = table;
    }

    /** @param verdicts what is said already */
    List<Remark> of(Clues clues, List<Verdict> verdicts) {
        var said = verdicts.stream().map(Verdict::what).collect(Collectors.toSet());
        var remarks = new ArrayList<Remark>();
        var domain = clues.evidence().here().domain();
        // Of a provider's own domains the table says what is right.
        boolean known = table.byDomain(domain.name().toString()).isPresent();
        if (!known && !said.contains(Case.DISCOVERY_DISAGREES)) records(clues, domain, remarks);
        aliases(clues, remarks);
        clues.attempt().set().stream()
                .map(server -> lowered(clues, server))
                .flatMap(Optional::stream)
                .limit(1)
                .forEach(remarks::add);
        if (!known) signing(domain).ifPresent(remarks::add);
        boolean distrusted = said.contains(Case.SENDER_DISTRUSTED);
        for (SenderFacts each : clues.evidence().senders()) sender(each, counts(domain, each, distrusted), remarks);
        return List.copyOf(remarks);
    }

    private static void records(Clues clues, DomainFacts domain, List<Remark> remarks) {
        var seen = new HashSet<Protocol>();
        for (MailServer server : clues.attempt().set()) {
            var services = domain.services().stream()
                    .filter(each -> each.protocol() == server.protocol())
                    .toList();
            if (services.isEmpty() || server.isHere() || !seen.add(server.protocol())) continue;
            var named =
                    services.stream().filter(each -> each.host().isPresent()).toList();
            var values = Map.of(
                    "domain", domain.name().toUnicode(),
                    "protocol", server.protocol().toString(),
                    "host", server.host(),
                    "place", named.isEmpty() ? "" : place(named.getFirst()));
            // Either of the two ways may be shut, as RFC 8314 wants it of the older one.
            if (named.isEmpty()) remarks.add(new Remark(Kind.RECORDS_NAME_NONE, values));
            else if (named.stream().noneMatch(each -> isFor(clues, each, server)))
                remarks.add(new Remark(Kind.RECORDS_NAME_ANOTHER, values));
        }
    }

    private static String place(Service service) {
        return service.host().map(DnsName::toString).orElse("") + ":" + service.port();
    }

    /** Whether a record means the server, by its name or another of it. */
    private static boolean isFor(Clues clues, Service service, MailServer server) {
        String named = service.host().map(DnsName::toString).orElse("");
        return named.equalsIgnoreCase(server.host())
                || names(clues, server.host()).anyMatch(named::equals)
                || names(clues, named).anyMatch(server.host()::equals);
    }

    private static Stream<String> names(Clues clues, String host) {
        return clues.evidence().here().host(host).stream()
                .flatMap(facts -> facts.aliases().stream())
                .map(DnsName::toString);
    }

    private void aliases(Clues clues, List<Remark> remarks) {
        for (HostFacts each : clues.evidence().here().hosts()) {
            if (each.aliases().isEmpty()) continue;
            String last = each.aliases().getLast().toString();
            var values = Map.of("host", each.host(), "alias", last);
            if (each.answer() instanceof HostFacts.Answer.Nothing)
                remarks.add(new Remark(Kind.ALIAS_TO_NOWHERE, values));
            table.byServer(last)
                    .filter(owner -> isAnother(clues, owner))
                    .map(owner -> new Remark(
                            Kind.ALIAS_OF_ANOTHER,
                            Map.of("host", each.host(), "alias", last, "provider", owner.name())))
                    .ifPresent(remarks::add);
        }
    }

    private static boolean isAnother(Clues clues, Provider owner) {
        return clues.provider()
                .filter(own -> own.id().equals(owner.id()) || own.name().equals(owner.name()))
                .isEmpty();
    }

    private static Optional<Remark> lowered(Clues clues, MailServer server) {
        var here = version(clues.here(server));
        var there = version(clues.there(server));
        boolean lowered = here.equals(Optional.of("TLSv1.2")) && there.equals(Optional.of("TLSv1.3"));
        return lowered ? Optional.of(new Remark(Kind.TLS_LOWERED, Map.of("host", server.host()))) : Optional.empty();
    }

    private static Optional<String> version(Optional<PortFacts> port) {
        return port.flatMap(PortFacts::tls)
                .flatMap(tls -> tls instanceof Tls.Begun begun ? Optional.of(begun.version()) : Optional.empty());
    }

    /** What the DNS does not have may stand under another name; only where the provider chooses the name is it missing. */
    private Optional<Remark> signing(DomainFacts domain) {
        var provider = domain.mailHosts().stream().findFirst().flatMap(host -> table.byMailHost(host.toString()));
        if (provider.isEmpty()) return Optional.empty();
        var wanted = SELECTORS.entrySet().stream()
                .filter(each -> provider.get().id().startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (wanted.isEmpty() || wanted.get().stream().anyMatch(domain.dkim()::contains)) return Optional.empty();
        String places = wanted.get().stream()
                .sorted()
                .map(each -> each + "._domainkey." + domain.name())
                .collect(Collectors.joining(", "));
        return Optional.of(new Remark(
                Kind.NO_SIGNING_KEY,
                Map.of(
                        "domain",
                        domain.name().toUnicode(),
                        "provider",
                        provider.get().name(),
                        "place",
                        places)));
    }

    /** Whether other servers judge the account's mail by that address: it was refused for it, or is that of the domain's own server. */
    private static boolean counts(DomainFacts domain, SenderFacts sender, boolean distrusted) {
        return distrusted
                || sender.of().isEmpty()
                || domain.mailHosts().stream()
                        .anyMatch(host -> host.toString().equals(sender.of().get()));
    }

    private static void sender(SenderFacts sender, boolean counts, List<Remark> remarks) {
        String address = sender.address().getHostAddress();
        String name = sender.name().map(DnsName::toString).orElse("");
        var values = Map.of("sender", address, "name", name);
        if (counts && sender.reverse() == Reverse.NONE) remarks.add(new Remark(Kind.NO_REVERSE_NAME, values));
        if (counts && sender.reverse() == Reverse.ASTRAY) remarks.add(new Remark(Kind.REVERSE_NAME_ASTRAY, values));
        for (Listing each : sender.listings()) {
            var told = Map.of(
                    "sender", address,
                    "list", each.list().toString(),
                    "answer",
                            each.answer().map(answer -> answer.getHostAddress()).orElse(""));
            switch (each.outcome()) {
                case LISTED -> remarks.add(new Remark(Kind.LISTED, told));
                case REFUSED -> remarks.add(new Remark(Kind.LIST_REFUSES, told));
                case NOT_LISTED, UNKNOWN -> {}
            }
        }
    }
}
