package org.mailstead.certificates;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/**
 * Whether it makes sense to ask for a certificate: an authority that finds nobody at a name, or somebody else, counts that as a
 * failure, and after a few it does not listen any more.
 *
 * @param host the name of this machine, which the other names lead to
 * @param own its addresses, as far as it knows them itself
 */
record NameCheck(Resolver resolver, DnsName host, Supplier<List<InetAddress>> own) {

    /**
     * Why not.
     *
     * @param nowhere whether the name leads nowhere, so that nobody could prove it
     */
    record Objection(String words, boolean nowhere) {}

    /** A place in the DNS, as far as it can be known now. */
    private record Place(Set<InetAddress> addresses, Optional<String> trouble) {}

    /** Empty if it makes sense. */
    Optional<Objection> objection(String name) {
        Optional<DnsName> parsed = DnsName.parse(name);
        if (parsed.isEmpty()) return Optional.of(new Objection("it is no host name", true));
        Place place = place(parsed.get());
        if (place.addresses().isEmpty())
            return Optional.of(new Objection(
                    place.trouble()
                            .map(trouble -> "it cannot be looked up in the DNS: " + trouble)
                            .orElse("it has no address in the DNS (A or AAAA record)"),
                    place.trouble().isEmpty()));
        if (parsed.get().equals(host)) return Optional.empty();
        var ours = new ArrayList<>(own.get());
        ours.addAll(place(host).addresses());
        if (ours.isEmpty() || place.addresses().stream().anyMatch(ours::contains)) return Optional.empty();
        return Optional.of(new Objection(
                "in the DNS it leads to " + shown(place.addresses()) + ", and this server (" + host + ") is at "
                        + shown(ours) + "; if that is right all the same, add it to acme.names",
                false));
    }

    private Place place(DnsName name) {
        var addresses = new LinkedHashSet<InetAddress>();
        Optional<String> trouble = Optional.empty();
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            switch (resolver.lookup(name, type)) {
                case Answer.Found<DnsRecord.Address> found ->
                    found.records().forEach(each -> addresses.add(each.address()));
                case Answer.NoData<DnsRecord.Address> none -> {}
                case Answer.NoSuchName<DnsRecord.Address> none -> {}
                case Answer.TemporaryFailure<DnsRecord.Address> failure -> trouble = Optional.of(failure.describe());
                case Answer.Bogus<DnsRecord.Address> bogus -> trouble = Optional.of(bogus.describe());
            }
        }
        return new Place(addresses, trouble);
    }

    private static String shown(Iterable<InetAddress> addresses) {
        var texts = new TreeSet<String>();
        for (InetAddress each : addresses) texts.add(AddressText.of(each));
        return texts.stream().collect(joining(", "));
    }
}
