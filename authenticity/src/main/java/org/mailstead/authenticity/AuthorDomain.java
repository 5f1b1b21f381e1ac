package org.mailstead.authenticity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailstead.dns.DnsName;
import org.mailstead.message.AddressList;
import org.mailstead.message.Envelope.EmailAddress;

/**
 * The domain that a message shows to its reader as where it comes from. RFC 9989 §5.3.1. Programs differ in which of several they
 * show, so that a message with more than one gets none here.
 */
public sealed interface AuthorDomain {
    record Known(DnsName domain) implements AuthorDomain {}

    record Unknown(String reason) implements AuthorDomain {}

    static AuthorDomain of(RawHeader header) {
        var from = header.all("From");
        if (from.isEmpty()) return new Unknown("the message has no From");
        if (from.size() > 1) return new Unknown("the message has " + from.size() + " fields From");
        Set<DnsName> domains = new HashSet<>();
        for (var address : addresses(from.getFirst())) {
            String host = address.host();
            if (host == null) continue;
            var domain = DnsName.parse(host);
            if (domain.isEmpty() || domain.get().equals(DnsName.ROOT))
                return new Unknown("\"" + host + "\" in From is no domain");
            domains.add(domain.get());
        }
        if (domains.isEmpty()) return new Unknown("there is no address in From");
        if (domains.size() > 1) return new Unknown("the addresses in From are of several domains");
        return new Known(domains.iterator().next());
    }

    static List<EmailAddress> addresses(RawHeader.Field from) {
        return AddressList.parse(from.value().replaceAll("\\r?\\n", ""));
    }
}
