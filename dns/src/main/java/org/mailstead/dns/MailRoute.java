package org.mailstead.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailstead.dns.DnsRecord.Mx;

/** Where the mail of a domain goes. RFC 5321 §5.1. */
public sealed interface MailRoute {
    /** Hosts tried for one domain; nobody lists more, and each may have many addresses. */
    int HOSTS = 20;

    /**
     * To these, lower preferences first. Those of one preference are to be tried in random order by the sender.
     *
     * @param authenticated whether DNSSEC proves the list, which DANE needs. RFC 7672 §2.2.1
     */
    record Hosts(List<Mx> hosts, boolean authenticated) implements MailRoute {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }

    /** The domain takes no mail and says so. RFC 7505 §3. */
    record NoMail() implements MailRoute {}

    /** There is no such domain. */
    record NoDomain() implements MailRoute {}

    /** Nobody knows just now. */
    record Unknown(String detail) implements MailRoute {}

    static MailRoute find(Resolver resolver, DnsName domain) {
        return switch (resolver.lookup(domain, RecordType.MX)) {
            case Answer.Found<Mx> found -> of(found);
            // No MX: the domain is its own mail host, at preference 0. Whether it has an address is for the sender to
            // see.
            case Answer.NoData<Mx> none -> new Hosts(List.of(new Mx(0, domain)), none.authenticated());
            case Answer.NoSuchName<Mx> none -> new NoDomain();
            case Answer.TemporaryFailure<Mx> failure -> new Unknown(failure.describe());
            case Answer.Bogus<Mx> bogus -> new Unknown(bogus.describe());
        };
    }

    private static MailRoute of(Answer.Found<Mx> found) {
        var hosts = new ArrayList<>(found.records());
        // A null MX beside others is a mistake: the others count. RFC 7505 §3.
        hosts.removeIf(Mx::isNull);
        if (hosts.isEmpty()) return new NoMail();
        hosts.sort(Comparator.comparingInt(Mx::preference));
        return new Hosts(hosts.subList(0, Math.min(HOSTS, hosts.size())), found.authenticated());
    }
}
