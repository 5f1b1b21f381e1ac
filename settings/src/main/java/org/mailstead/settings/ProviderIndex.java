package org.mailstead.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Which provider's file has which domains, hosts for mail and servers for programs. As a text it has one line for each provider: its id,
 * and each of these after a tab, with blanks between.
 */
final class ProviderIndex {
    /** Before the end of names of hosts that are not the provider's own. */
    static final String NOT = "!";

    static final String FILE = "index.tsv";

    private final SequencedSet<String> ids = new LinkedHashSet<>();
    private final Map<String, String> domains = new HashMap<>();
    private final Map<String, String> mailHosts = new HashMap<>();
    private final Map<String, List<Owner>> servers = new HashMap<>();

    /** Who has a server, with what tells how likely it is that somebody with a domain of their own is a customer. */
    private record Owner(String id, boolean forOwnDomains, int domains) {
        static final Comparator<Owner> FOR_OWN_DOMAINS =
                Comparator.comparing(Owner::forOwnDomains).reversed().thenComparingInt(Owner::domains);
    }

    private ProviderIndex() {}

    static ProviderIndex of(Collection<Provider> providers) {
        return parse(text(providers));
    }

    static ProviderIndex parse(String text) {
        var index = new ProviderIndex();
        text.lines().forEach(line -> {
            var columns = line.split("\t", -1);
            if (columns.length != 4) throw new IllegalStateException(FILE + " has a line of another form: " + line);
            index.add(columns[0], words(columns[1]), words(columns[2]), words(columns[3]));
        });
        return index;
    }

    static String text(Collection<Provider> providers) {
        var text = new StringBuilder();
        providers.stream().sorted(Comparator.comparing(Provider::id)).forEach(each -> {
            var hosts = each.servers().stream()
                    .map(Provider.Offer::host)
                    .filter(host -> !host.equals(ProviderFile.BRIDGE))
                    .distinct()
                    .toList();
            text.append(String.join(
                            "\t",
                            each.id(),
                            String.join(" ", each.domains()),
                            String.join(" ", each.mailHosts()),
                            String.join(" ", hosts)))
                    .append('\n');
        });
        return text.toString();
    }

    private static List<String> words(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(" "));
    }

    private void add(String id, List<String> itsDomains, List<String> itsHosts, List<String> itsServers) {
        if (!ids.add(id)) throw new IllegalStateException("two providers have the id " + id);
        for (String each : itsDomains) own(domains, each, id);
        for (String each : itsHosts)
            own(mailHosts, each.startsWith(NOT) ? each.substring(NOT.length()) : each, each.startsWith(NOT) ? NOT : id);
        for (String each : itsServers)
            servers.computeIfAbsent(each, host -> new ArrayList<>())
                    .add(new Owner(id, !itsHosts.isEmpty(), itsDomains.size()));
    }

    private static void own(Map<String, String> owners, String name, String id) {
        String other = owners.putIfAbsent(name, id);
        if (other != null) throw new IllegalStateException(name + " is in " + other + " and in " + id);
    }

    SequencedSet<String> ids() {
        return ids;
    }

    Optional<String> byDomain(String domain) {
        String id = domains.get(domain);
        if (id != null) return Optional.of(id);
        int dot = domain.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : DomainName.byEnd(domain.substring(dot + 1), parent -> domains.get("*." + parent));
    }

    Optional<String> byMailHost(String host) {
        return DomainName.byEnd(host, mailHosts::get).filter(id -> !id.equals(NOT));
    }

    Optional<String> byServer(String host) {
        return servers.getOrDefault(host, List.of()).stream()
                .min(Owner.FOR_OWN_DOMAINS)
                .map(Owner::id);
    }
}
