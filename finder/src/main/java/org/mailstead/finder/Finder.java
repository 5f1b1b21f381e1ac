package org.mailstead.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.settings.ProviderTable;
import org.mailstead.wire.TimeLimit;

/**
 * Finds the settings of any address. All ways are asked side by side; no password is asked for or sent. What a domain's places say is
 * taken for a claim: servers of somebody else are shown to the person first.
 */
public final class Finder {
    private final ProviderTable table;

    public Finder(ProviderTable table) {
        this.table = table;
    }

    /**
     * At once and without a network: what the table says. Empty if it does not know the domain.
     *
     * @throws IllegalArgumentException if it is no address, in words for people
     */
    public Optional<Finding> known(String address) {
        var asked = new Asked(address);
        return fromTable(asked)
                .map(source ->
                        new Weighing(asked, table, _ -> Weighing.Place.SOMEWHERE).of(List.of(source), List.of()));
    }

    private Optional<Source> fromTable(Asked asked) {
        return table.byDomain(asked.domain().toString())
                .map(provider -> Source.of(
                        Source.Kind.TABLE,
                        "the table of providers (" + provider.name() + ")",
                        provider,
                        asked.address()));
    }

    /**
     * An address that is looked for.
     *
     * @param address with its domain in ASCII
     */
    record Asked(String address, DnsName domain) {
        /** @throws IllegalArgumentException if it is no address */
        Asked(String typed) {
            this(typed, domain(typed));
        }

        Asked(String address, DnsName domain) {
            this.domain = domain;
            this.address = address.substring(0, address.lastIndexOf('@') + 1) + domain;
        }

        private static DnsName domain(String typed) {
            int at = typed.lastIndexOf('@');
            if (at < 1)
                throw new IllegalArgumentException(
                        "\"" + typed + "\" is not a mail address. Write it like ann@example.org.");
            String domain = typed.substring(at + 1);
            return DnsName.parse(domain)
                    .filter(name -> name.labels().size() > 1 && Documents.isHost(name.toString()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + domain + "\" is not a domain. Write the address like ann@example.org."));
        }
    }

    /**
     * Asks the domain's own places, the host that takes its mail, the DNS, and whom the person allows. Ends within the limit of
     * {@code around} and that of one question to the DNS.
     *
     * @throws IllegalArgumentException if it is no address, in words for people
     */
    public Finding find(String address, Surroundings around, Consent consent) {
        var asked = new Asked(address);
        try (var time = new TimeLimit(around.way(), around.limit())) {
            var found = new Search(asked, table, around, consent, time).run(fromTable(asked));
            var doubts = new ArrayList<>(found.doubts());
            if (time.isOver())
                doubts.add(new Doubt(Doubt.Kind.TIME, asked.domain().toUnicode(), ""));
            return new Weighing(asked, table, host -> Weighing.place(host, around)).of(found.sources(), doubts);
        }
    }
}
