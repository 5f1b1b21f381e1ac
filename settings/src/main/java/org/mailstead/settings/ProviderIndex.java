package org.mailstead.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Which provider's file has which domain, which hosts for mail, and which servers. As a text it has one line for each provider: its id, a
 * tab, its domains with blanks between, a tab, its hosts, a tab, its servers.
 */
final class ProviderIndex {
    /** Before the end of names of hosts that are not the provider's own. */
    static final String NOT = "!";

    static final String FILE = "index.tsv";

    private final SequencedSet<String> ids = new LinkedHashSet<>();
    private final Map<String, String> domains = new HashMap<>();
    private final Map<String, String> mailHosts = new HashMap<>();
    private final Map<String, String> servers = new HashMap<>();

    private ProviderIndex() {}

    static ProviderIndex of(Collection<Provider> providers) {
        var index = new ProviderIndex();
        providers.stream()
                .sorted(Comparator.comparing(Provider::id))
                .forEach(each -> index.add(each.id(), each.domains(), each.mailHosts(), hosts(each)));
        return index;
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
        providers.stream()
                .sorted(Comparator.comparing(Provider::id))
                .forEach(each -> text.append(each.id())
                        .append('\t')
                        .append(String.join(" ", each.domains()))
                        .append('\t')
                        .append(String.join(" ", each.mailHosts()))
                        .append('\t')
                        .append(String.join(" ", hosts(each)))
                        .append('\n'));
        return text.toString();
    }

    private static List<String> hosts(Provider provider) {
        return provider.servers().stream().map(Provider.Offer::host).distinct().toList();
    }

    private static List<String> words(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(" "));
    }

    private void add(String id, List<String> itsDomains, List<String> itsHosts, List<String> itsServers) {
        if (!ids.add(id)) throw new IllegalStateException("two providers have the id " + id);
        for (String each : itsDomains) own(domains, each, id);
        for (String each : itsHosts)
            own(mailHosts, each.startsWith(NOT) ? each.substring(NOT.length()) : each, each.startsWith(NOT) ? NOT : id);
        // Two of one company have servers in common: the first stands for both.
        for (String each : itsServers) servers.putIfAbsent(each, id);
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

    Optional<String> byServer(String host) {
        return Optional.ofNullable(servers.get(host));
    }

    Optional<String> byMailHost(String host) {
        return DomainName.byEnd(host, mailHosts::get).filter(id -> !id.equals(NOT));
    }
}
