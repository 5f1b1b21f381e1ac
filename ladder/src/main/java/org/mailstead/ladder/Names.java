package org.mailstead.ladder;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.HostAddresses;
import org.mailstead.dns.RecordType;
import org.mailstead.ladder.HostFacts.Answer.Addresses;
import org.mailstead.ladder.HostFacts.Answer.Failed;
import org.mailstead.ladder.HostFacts.Answer.Nothing;
import org.mailstead.ladder.HostFacts.Answer.Private;
import org.mailstead.ladder.View.DomainFacts;

/** What the DNS says. */
final class Names {
    /** Of a record that is told: policies are a few hundred characters. */
    private static final int RECORD_CHARACTERS = 2000;

    private static final int WHY_CHARACTERS = 200;

    /** Told of a domain; a mail host list of more is nobody's. */
    private static final int MAIL_HOSTS = 20;

    /** Domains above that are asked for a DMARC record in place of one without. RFC 9989 has eight; few are as deep as this. */
    private static final int ABOVE = 3;

    /** In a chain that is followed. */
    static final int ALIASES = 8;

    private final Outside outside;

    Names(Outside outside) {
        this.outside = outside;
    }

    HostFacts host(String host) {
        var literal = literal(host);
        if (literal.isPresent()) {
            boolean usable = outside.usable().test(literal.get());
            return new HostFacts(host, usable ? new Addresses(List.of(literal.get())) : new Private());
        }
        var name = DnsName.parse(host);
        if (name.isEmpty()) return new HostFacts(host, new Nothing());
        return new HostFacts(
                host,
                switch (HostAddresses.find(outside.resolver(), name.get(), outside.usable())) {
                    case HostAddresses.Found(var addresses) -> new Addresses(addresses);
                    case HostAddresses.None(boolean unusable) -> unusable ? new Private() : new Nothing();
                    case HostAddresses.Unknown(var why) -> new Failed(Words.clean(why, WHY_CHARACTERS));
                });
    }

    private static Optional<InetAddress> literal(String host) {
        // No question for the DNS. RFC 6761 §6.3
        if (host.equalsIgnoreCase("localhost")) return Optional.of(InetAddress.getLoopbackAddress());
        try {
            String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a name stands for; nothing if it is its own. Beyond the limit there is a circle, or nobody's name. */
    List<DnsName> aliases(String host) {
        var aliases = new ArrayList<DnsName>();
        var at = literal(host).isPresent() ? Optional.<DnsName>empty() : DnsName.parse(host);
        while (at.isPresent() && aliases.size() < ALIASES) {
            at = outside.resolver().lookup(at.get(), RecordType.CNAME) instanceof Answer.Found<DnsRecord.Cname> found
                    ? Optional.of(found.records().getFirst().target())
                    : Optional.empty();
            at.ifPresent(aliases::add);
        }
        return aliases;
    }

    DomainFacts domain(DnsName domain) {
        var mx = outside.resolver().lookup(domain, RecordType.MX);
        Optional<Boolean> known = switch (mx) {
            case Answer.Found<?> _, Answer.NoData<?> _ -> Optional.of(true);
            case Answer.NoSuchName<?> _ -> Optional.of(false);
            case Answer.TemporaryFailure<?> _, Answer.Bogus<?> _ -> Optional.empty();
        };
        if (known.equals(Optional.of(false)))
            return new DomainFacts(domain, known, List.of(), false, false, Optional.empty(), Optional.empty());
        List<DnsRecord.Mx> hosts = mx instanceof Answer.Found<DnsRecord.Mx> found ? found.records() : List.of();
        var named = hosts.stream()
                .filter(each -> !each.isNull())
                .sorted(Comparator.comparingInt(DnsRecord.Mx::preference))
                .map(DnsRecord.Mx::exchange)
                .limit(MAIL_HOSTS)
                .toList();
        // RFC 7505 §3: beside others, it is a mistake.
        boolean none = named.isEmpty() && !hosts.isEmpty();
        return new DomainFacts(
                domain, known, named, none, hasAddress(domain), record(domain, Names::isSpf), dmarc(domain));
    }

    private boolean hasAddress(DnsName domain) {
        return outside.resolver().lookup(domain, RecordType.A) instanceof Answer.Found<?>
                || outside.resolver().lookup(domain, RecordType.AAAA) instanceof Answer.Found<?>;
    }

    private Optional<String> dmarc(DnsName domain) {
        Function<DnsName, Optional<String>> at =
                name -> name.under("_dmarc").flatMap(place -> record(place, Names::isDmarc));
        var found = at.apply(domain);
        var above = domain.parent();
        for (int i = 0; i < ABOVE && found.isEmpty() && above.isPresent(); i++) {
            if (above.get().labels().size() < 2) break;
            found = at.apply(above.get());
            above = above.get().parent();
        }
        return found;
    }

    /** Which text is meant. */
    private interface Kind {
        boolean is(String text);
    }

    private Optional<String> record(DnsName name, Kind kind) {
        if (!(outside.resolver().lookup(name, RecordType.TXT) instanceof Answer.Found<DnsRecord.Txt> found))
            return Optional.empty();
        return found.records().stream()
                .map(DnsRecord.Txt::joined)
                .filter(kind::is)
                .findFirst()
                .map(text -> Words.clean(text, RECORD_CHARACTERS));
    }

    /** RFC 7208 §4.5. */
    private static boolean isSpf(String text) {
        return text.equalsIgnoreCase("v=spf1") || text.regionMatches(true, 0, "v=spf1 ", 0, 7);
    }

    private static boolean isDmarc(String text) {
        return text.matches("v\\s*=\\s*DMARC1\\s*(;.*)?");
    }

    static DomainFacts unknown(DnsName domain) {
        return new DomainFacts(domain, Optional.empty(), List.of(), false, false, Optional.empty(), Optional.empty());
    }
}
