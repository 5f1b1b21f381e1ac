package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.authenticity.TreeWalk.UnansweredException;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/**
 * Where reports may go: within the organization that asks for them, or where the other one agrees. Otherwise a record would be a
 * way to flood somebody. RFC 9990 §4.
 */
public final class ReportDestinations {
    private ReportDestinations() {}

    /**
     * The addresses that may be written to, possibly none; those that cannot be asked about just now are left out.
     *
     * @param policyDomain where the record stands
     * @param addresses what it asks for
     */
    public static List<String> allowed(Resolver resolver, DnsName policyDomain, List<String> addresses) {
        var walk = new TreeWalk(resolver);
        var allowed = new ArrayList<String>();
        for (String address : addresses) {
            var host = DnsName.parse(address.substring(address.lastIndexOf('@') + 1));
            if (host.isEmpty() || host.get().equals(DnsName.ROOT)) continue;
            for (String found : isOwn(walk, policyDomain, host.get())
                    ? List.of(address)
                    : agreed(resolver, policyDomain, host.get(), address))
                if (!allowed.contains(found)) allowed.add(found);
        }
        return allowed;
    }

    private static boolean isOwn(TreeWalk walk, DnsName policyDomain, DnsName host) {
        if (host.equals(policyDomain)) return true;
        try {
            return walk.organization(policyDomain).equals(walk.organization(host));
        } catch (UnansweredException e) {
            return false;
        }
    }

    /** What the host says to it: the address, others of its own instead, or nothing. */
    private static List<String> agreed(Resolver resolver, DnsName policyDomain, DnsName host, String address) {
        var name = host.under(policyDomain + "._report._dmarc");
        if (name.isEmpty() || !(resolver.lookup(name.get(), RecordType.TXT) instanceof Answer.Found<Txt> found))
            return List.of();
        for (var txt : found.records()) {
            var record = DmarcRecord.parse(txt.joined());
            if (record.isEmpty()) continue;
            var instead = record.get().aggregate();
            if (instead.isEmpty()) return List.of(address);
            boolean own = instead.stream()
                    .allMatch(other -> DnsName.parse(other.substring(other.lastIndexOf('@') + 1))
                            .filter(host::equals)
                            .isPresent());
            return own ? instead : List.of();
        }
        return List.of();
    }
}
