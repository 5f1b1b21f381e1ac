package org.mailstead.finder;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.RecordType;
import org.mailstead.settings.MailServer;
import org.mailstead.wire.TimeLimit;

/**
 * What each mail program would end up with for an address, and what is in the way.
 *
 * @param found by program; empty if the DNS does not answer
 * @param traps places that lead programs astray, each once
 * @param troubles what is wrong with what was found, in sentences
 */
public record SettingsCheck(List<Found> found, List<Look> traps, List<String> troubles) {
    /** Nobody has a name like this; an answer comes from a record with a star. */
    private static final String NOBODY = "mailstead-looks-for-a-star";

    public SettingsCheck {
        found = List.copyOf(found);
        traps = List.copyOf(traps);
        troubles = List.copyOf(troubles);
    }

    /** Whether every program ends with servers that answer, and nothing is in the way. */
    public boolean isWell() {
        return traps.isEmpty()
                && troubles.isEmpty()
                && !found.isEmpty()
                && found.stream().allMatch(Found::isWhole);
    }

    /**
     * Asks some sixty questions of the DNS and two dozen of web servers, many at once. Ends in the time that {@code around} gives, and that
     * of one question to the DNS; what was not found out by then is told so.
     *
     * @param address may be of nobody, since servers tell the same for all
     * @param expected the host that all should end up with; empty if that is not known
     * @param password to sign in with at each server that was found, where one is given
     */
    public static SettingsCheck of(
            String address, Optional<DnsName> expected, Optional<String> password, Surroundings around) {
        DnsName domain = DnsName.of(address.substring(address.lastIndexOf('@') + 1));
        String asked = address.substring(0, address.lastIndexOf('@') + 1) + domain;
        var silent = silent(domain, around);
        if (silent.isPresent()) return new SettingsCheck(List.of(), List.of(), List.of(silent.get()));
        try (var time = new TimeLimit(around.way(), around.limit())) {
            return of(asked, domain, expected, password, around, time);
        }
    }

    private static SettingsCheck of(
            String asked,
            DnsName domain,
            Optional<DnsName> expected,
            Optional<String> password,
            Surroundings around,
            TimeLimit time) {
        var places = new Places(asked, domain, around, time);
        var reach = new Reach(around, time);
        var programs = new Programs(places, reach);
        List<Found> found = Together.all(List.of(
                programs::thunderbird,
                programs::thunderbirdAndroid,
                programs::outlookClassic,
                programs::outlookNew,
                programs::apple,
                programs::evolution,
                programs::byRecords));
        var troubles = new ArrayList<String>();
        wildcard(places, troubles);
        strangers(found, expected, troubles);
        servers(found, reach, password, troubles);
        if (time.isOver())
            troubles.addFirst("This check was ended after " + around.limit().toSeconds()
                    + " seconds, since something does not answer: where no time was left, nothing is known. Programs wait as long, or give"
                    + " up.");
        var traps = places.all().stream()
                .filter(look -> look.state() == Look.State.TRAP)
                .toList();
        return new SettingsCheck(found, traps, troubles);
    }

    /** Without the DNS there is one thing to say and not many. */
    private static Optional<String> silent(DnsName domain, Surroundings around) {
        return switch (around.resolver().lookup(domain, RecordType.MX)) {
            case Answer.TemporaryFailure<?> failure ->
                Optional.of("The DNS does not tell of " + domain + ", so that nothing can be found out: "
                        + failure.describe() + ".");
            case Answer.Bogus<?> bogus ->
                Optional.of("The DNS of " + domain + " proves itself wrong, so that many find nothing: "
                        + bogus.describe() + ".");
            case Answer.NoSuchName<?> none -> Optional.of("There is no domain " + domain + " in the DNS.");
            default -> Optional.empty();
        };
    }

    /** RFC 4592 §2.1.1 */
    private static void wildcard(Places places, List<String> troubles) {
        var name = places.domain().under(NOBODY);
        boolean answers = name.isPresent()
                && (!places.records(name.get(), RecordType.A).isEmpty()
                        || !places.records(name.get(), RecordType.AAAA).isEmpty());
        if (answers)
            troubles.add("The DNS answers for every name below " + places.domain()
                    + " (a record with a star), so that programs find names that are not meant for them. Take it out, or publish"
                    + " autoconfig and autodiscover beside it.");
    }

    private static void strangers(List<Found> found, Optional<DnsName> expected, List<String> troubles) {
        if (expected.isEmpty()) {
            Set<String> hosts = found.stream()
                    .flatMap(each -> each.servers().stream())
                    .map(server -> Programs.base(DnsName.of(server.host())).toString())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (hosts.size() > 1)
                troubles.add("Programs end up with different providers: " + String.join(", ", hosts)
                        + ". One of the places still has an old one.");
            return;
        }
        for (Found each : found)
            for (MailServer server : each.servers()) {
                boolean ours = DnsName.parse(server.host()).equals(expected)
                        // Guessed names lead to this server by other names.
                        || each.from().equals(Programs.GUESSED);
                if (!ours)
                    troubles.add(each.program() + ": set to " + server.host() + " and not to " + expected.get()
                            + ", by what is found at " + each.from() + ".");
            }
    }

    private static void servers(List<Found> found, Reach reach, Optional<String> password, List<String> troubles) {
        var servers = found.stream()
                .flatMap(each -> each.servers().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Callable<Optional<String>>> tries = servers.stream()
                .<Callable<Optional<String>>>map(server -> () -> reach.of(server)
                        .or(() -> password.flatMap(secret -> reach.signIn(server, secret)))
                        .map(why -> server + ": " + why + "."))
                .toList();
        Together.all(tries).forEach(trouble -> trouble.ifPresent(troubles::add));
        for (Found each : found)
            if (!each.isWhole())
                troubles.add(each.program()
                        + (each.servers().isEmpty() ? ": finds nothing." : ": finds one of two servers only."));
    }
}
