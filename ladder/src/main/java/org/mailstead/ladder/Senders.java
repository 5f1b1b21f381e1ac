package org.mailstead.ladder;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.ladder.SenderFacts.Listing;
import org.mailstead.ladder.SenderFacts.Listing.Outcome;
import org.mailstead.ladder.SenderFacts.Reverse;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.AddressRange;

/** Looks at the addresses from which the account's mail goes to others. */
final class Senders {
    /** Of one account: a server has one or two, and a refusal names one. */
    static final int ADDRESSES = 4;

    /** How servers write the address of the one whom they refuse. */
    private static final Pattern NAMED = Pattern.compile("\\[(?:IPv6:)?([0-9A-Fa-f:.]{3,45})[\\]\\s]");

    /** Of what was said. */
    private static final int CHARACTERS = 2000;

    /** Lists answer with one of these. RFC 5782 §2.1. */
    private static final AddressRange ANSWERS = new AddressRange(InetAddress.ofLiteral("127.0.0.0"), 8);

    /** With these they say that they do not answer. RFC 5782 knows none of it; the large lists agree on it. */
    private static final AddressRange REFUSALS = new AddressRange(InetAddress.ofLiteral("127.255.255.0"), 24);

    /** Whoever bought the domain of a list that was given up answers with this, or with anything else. RFC 5782 §5. */
    private static final InetAddress NOBODY = InetAddress.ofLiteral("127.0.0.1");

    private final Resolver resolver;
    private final List<DnsName> lists;
    private final Predicate<InetAddress> usable;

    Senders(Outside outside) {
        resolver = outside.resolver();
        lists = outside.blocklists();
        usable = outside.usable();
    }

    /** Waits for the hosts of the attempt. */
    List<SenderFacts> of(Attempt attempt, Observation observation) throws InterruptedException {
        Map<InetAddress, Optional<String>> addresses = new LinkedHashMap<>();
        named(attempt.said()).stream().filter(usable).forEach(each -> addresses.put(each, Optional.empty()));
        // Whoever sends through a provider's server leaves by others of the provider's, which nobody knows.
        if (attempt.provider().isEmpty()) ownServers(attempt, observation, addresses);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var coming = addresses.entrySet().stream()
                    .limit(ADDRESSES)
                    .map(each -> threads.submit(() -> facts(each.getKey(), each.getValue(), threads)))
                    .toList();
            var senders = new ArrayList<SenderFacts>();
            for (Future<SenderFacts> each : coming) senders.add(each.get());
            return senders;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look at who sends failed by a fault of ours", e.getCause());
        }
    }

    private static void ownServers(
            Attempt attempt, Observation observation, Map<InetAddress, Optional<String>> addresses) {
        for (MailServer each : attempt.set()) {
            if (each.protocol() != Protocol.SMTP || each.isHere()) continue;
            if (observation.host(each.host()).map(HostFacts::answer).orElse(null)
                    instanceof HostFacts.Answer.Addresses(var found))
                found.forEach(address -> addresses.putIfAbsent(address, Optional.of(each.host())));
        }
    }

    /** Addresses that a text has in brackets. */
    static List<InetAddress> named(String said) {
        String looked = said.length() > CHARACTERS ? said.substring(0, CHARACTERS) : said;
        return NAMED.matcher(looked)
                .results()
                .map(Senders::literal)
                .flatMap(Optional::stream)
                .filter(Outside::isPublic)
                .distinct()
                .limit(ADDRESSES)
                .toList();
    }

    private static Optional<InetAddress> literal(MatchResult found) {
        try {
            return Optional.of(InetAddress.ofLiteral(found.group(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SenderFacts facts(InetAddress address, Optional<String> of, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        var asked = lists.stream()
                .map(list -> threads.submit(() -> listing(list, address)))
                .toList();
        var ptr = resolver.lookup(DnsName.reverse(address), RecordType.PTR);
        Optional<DnsName> name = ptr instanceof Answer.Found<DnsRecord.Ptr> found
                ? Optional.of(found.records().getFirst().host())
                : Optional.empty();
        Reverse reverse = switch (ptr) {
            case Answer.Found<DnsRecord.Ptr> found ->
                leadsBack(found.records().getFirst().host(), address);
            case Answer.NoSuchName<?> _, Answer.NoData<?> _ -> Reverse.NONE;
            case Answer.TemporaryFailure<?> _, Answer.Bogus<?> _ -> Reverse.UNKNOWN;
        };
        var listings = new ArrayList<Listing>();
        for (Future<Listing> each : asked) listings.add(each.get());
        return new SenderFacts(address, of, reverse, name, listings);
    }

    private Reverse leadsBack(DnsName name, InetAddress address) {
        var type = address.getAddress().length == 4 ? RecordType.A : RecordType.AAAA;
        return switch (resolver.lookup(name, type)) {
            case Answer.Found<DnsRecord.Address> found ->
                found.records().stream().anyMatch(each -> each.address().equals(address))
                        ? Reverse.FITS
                        : Reverse.ASTRAY;
            case Answer.NoSuchName<?> _, Answer.NoData<?> _ -> Reverse.ASTRAY;
            case Answer.TemporaryFailure<?> _, Answer.Bogus<?> _ -> Reverse.UNKNOWN;
        };
    }

    /** The address backwards, in bytes or half bytes, below the list. RFC 5782 §2.1, §2.4. */
    private Listing listing(DnsName list, InetAddress address) {
        var labels = DnsName.reverse(address).labels();
        var name = list.under(String.join(".", labels.subList(0, labels.size() - 2)));
        if (name.isEmpty()) return new Listing(list, Outcome.UNKNOWN, Optional.empty());
        return switch (resolver.lookup(name.get(), RecordType.A)) {
            case Answer.Found<DnsRecord.Address> found ->
                listing(list, found.records().getFirst());
            case Answer.NoSuchName<?> _, Answer.NoData<?> _ -> new Listing(list, Outcome.NOT_LISTED, Optional.empty());
            case Answer.TemporaryFailure<?> failure ->
                new Listing(
                        list,
                        failure.cause() == Answer.Cause.REFUSED ? Outcome.REFUSED : Outcome.UNKNOWN,
                        Optional.empty());
            case Answer.Bogus<?> _ -> new Listing(list, Outcome.UNKNOWN, Optional.empty());
        };
    }

    private static Listing listing(DnsName list, DnsRecord.Address answer) {
        return new Listing(list, outcome(answer.address()), Optional.of(answer.address()));
    }

    static Outcome outcome(InetAddress answer) {
        if (!ANSWERS.contains(answer) || answer.equals(NOBODY)) return Outcome.UNKNOWN;
        return REFUSALS.contains(answer) ? Outcome.REFUSED : Outcome.LISTED;
    }
}
