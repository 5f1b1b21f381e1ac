package org.mailstead.authenticity;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.mailstead.authenticity.IprevVerdict.Outcome;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.DnsRecord.Ptr;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** The name of a client's address, and back again. RFC 8601 §3. */
public final class Iprev {
    private Iprev() {}

    public static IprevVerdict check(Resolver resolver, InetAddress client) {
        String address = AddressText.of(client);
        return switch (resolver.lookup(DnsName.reverse(client), RecordType.PTR)) {
            case Answer.Found<Ptr> found -> check(resolver, client, found);
            case Answer.NoSuchName<Ptr> none ->
                new IprevVerdict(client, Outcome.PERMERROR, null, address + " has no name");
            case Answer.NoData<Ptr> none -> new IprevVerdict(client, Outcome.PERMERROR, null, address + " has no name");
            case Answer.TemporaryFailure<Ptr> failure ->
                new IprevVerdict(client, Outcome.TEMPERROR, null, failure.describe());
            case Answer.Bogus<Ptr> bogus -> new IprevVerdict(client, Outcome.TEMPERROR, null, bogus.describe());
        };
    }

    private static IprevVerdict check(Resolver resolver, InetAddress client, Answer.Found<Ptr> names) {
        String address = AddressText.of(client);
        var type = client instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
        String failure = "";
        int asked = 0;
        for (Ptr ptr : names.records()) {
            if (asked++ == AuthenticityLimits.SPF_NAMES) break;
            var answer = resolver.lookup(ptr.host(), type);
            boolean back = answer instanceof Answer.Found<Address> found
                    && found.records().stream()
                            .anyMatch(record -> record.address().equals(client));
            if (back) return new IprevVerdict(client, Outcome.PASS, ptr.host(), address + " is called " + ptr.host());
            if (answer instanceof Answer.TemporaryFailure<Address> || answer instanceof Answer.Bogus<Address>)
                failure = answer.describe();
        }
        return failure.isEmpty()
                ? new IprevVerdict(
                        client,
                        Outcome.FAIL,
                        null,
                        address + " is called " + names.records().getFirst().host() + ", which has another address")
                : new IprevVerdict(client, Outcome.TEMPERROR, null, failure);
    }
}
