package org.mailstead.finder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Mx;
import org.mailstead.dns.RecordType;
import org.mailstead.finder.Finder.Asked;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.settings.Provider;
import org.mailstead.settings.ProviderTable;
import org.mailstead.wire.TimeLimit;

/** Asks all ways side by side for the settings of one address. */
final class Search {
    private static final String DIRECTORY = "https://autoconfig.thunderbird.net/v1.1/";

    private static final String MICROSOFT = "https://login.microsoftonline.com/";

    /** Its document is there for domains that Microsoft knows, and refused for others. */
    private static final String TENANT = "/v2.0/.well-known/openid-configuration";

    private static final String MICROSOFT_365 = "microsoft-365";

    private static final int OK = 200;

    private static final List<String> INCOMING = List.of("imap", "mail", "");
    private static final List<String> OUTGOING = List.of("smtp", "mail", "");

    private final Asked asked;
    private final ProviderTable table;
    private final Surroundings around;
    private final Consent consent;
    private final Places places;
    private final Programs programs;

    Search(Asked asked, ProviderTable table, Surroundings around, Consent consent, TimeLimit time) {
        this.asked = asked;
        this.table = table;
        this.around = around;
        this.consent = consent;
        places = new Places(asked.address(), asked.domain(), around, time);
        programs = new Programs(places, new Reach(around, time));
    }

    /** What came of it. */
    record Sources(List<Source> sources, List<Doubt> doubts) {
        Sources {
            sources = List.copyOf(sources);
            doubts = List.copyOf(doubts);
        }
    }

    /** @param known what the table says by the address */
    Sources run(Optional<Source> known) {
        var mail = around.resolver().lookup(asked.domain(), RecordType.MX);
        var doubts = new ArrayList<Doubt>();
        look(mail).ifPresent(doubts::add);
        boolean isThere = doubts.isEmpty() || doubts.getFirst().kind() == Doubt.Kind.NO_MAIL;
        var sources = new ArrayList<Source>();
        known.ifPresent(sources::add);
        if (!isThere) return new Sources(sources, doubts);
        mailHost(doubts).ifPresent(sources::add);
        List<Callable<List<Source>>> ways = List.of(
                () -> each(Source.Kind.AUTOCONFIG, programs.own("https://", false)),
                () -> each(Source.Kind.USER_AGENT_CONFIGURATION, List.of(places.userAgentConfiguration())),
                () -> each(Source.Kind.MAIL_HOST_AUTOCONFIG, programs.ofMailHost(false)),
                () -> consent.directory() ? each(Source.Kind.DATABASE, List.of(places.database(DIRECTORY))) : List.of(),
                () -> each(Source.Kind.RECORDS, List.of(programs.records())),
                () -> each(Source.Kind.AUTODISCOVER, exchange()),
                () -> consent.microsoft() ? List.of(microsoft()) : List.of(),
                () -> each(Source.Kind.UNENCRYPTED, programs.own("http://", false)),
                () -> each(Source.Kind.GUESS, List.of(programs.guessed(INCOMING, OUTGOING, true))));
        Together.all(ways).forEach(sources::addAll);
        sources.sort(Comparator.comparing(Source::kind));
        return new Sources(sources, doubts);
    }

    private static List<Source> each(Source.Kind kind, List<Look> looks) {
        return looks.stream().map(look -> new Source(kind, look)).toList();
    }

    private List<Look> exchange() {
        return Stream.concat(
                        programs.autodiscoverHost().map(places::autodiscoverJson).stream(),
                        programs.exchange().stream())
                .toList();
    }

    private Optional<Doubt> look(Answer<Mx> mail) {
        String shown = asked.domain().toUnicode();
        return switch (mail) {
            case Answer.NoSuchName<Mx> _ ->
                Optional.of(new Doubt(
                        Doubt.Kind.NO_DOMAIN,
                        shown,
                        table.meant(asked.domain().toString()).orElse("")));
            case Answer.TemporaryFailure<Mx> failure ->
                Optional.of(new Doubt(Doubt.Kind.NO_DNS, shown, failure.describe()));
            case Answer.Bogus<Mx> bogus -> Optional.of(new Doubt(Doubt.Kind.NO_DNS, shown, bogus.describe()));
            // RFC 7505 §3
            case Answer.Found<Mx> found
            when found.records().stream().allMatch(mx -> mx.exchange().equals(DnsName.ROOT)) ->
                Optional.of(new Doubt(Doubt.Kind.NO_MAIL, shown, ""));
            default -> Optional.empty();
        };
    }

    private Optional<Source> mailHost(List<Doubt> doubts) {
        var host = places.mailHost();
        if (host.isEmpty()) return Optional.empty();
        String name = host.get().toString();
        if (table.isFilter(name)) doubts.add(new Doubt(Doubt.Kind.FILTER, name, ""));
        return table.byMailHost(name)
                .map(provider -> Source.of(
                        Source.Kind.MAIL_HOST,
                        "MX " + asked.domain() + " (" + name + ": " + provider.name() + ")",
                        provider,
                        asked.address()));
    }

    private Source microsoft() {
        String url = MICROSOFT + asked.domain() + TENANT;
        boolean known = places.status(url).equals(Optional.of(OK));
        return (known ? table.byId(MICROSOFT_365) : Optional.<Provider>empty())
                .map(provider -> Source.of(Source.Kind.MICROSOFT, url, provider, asked.address()))
                .orElseGet(() -> new Source(
                        Source.Kind.MICROSOFT,
                        Look.nothing(url, "Microsoft does not know the domain, or did not answer")));
    }
}
