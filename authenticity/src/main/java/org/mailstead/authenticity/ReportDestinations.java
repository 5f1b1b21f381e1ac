package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * Those that may be written to, possibly none; those that cannot be asked about just now are left out.
     *
     * @param policyDomain where the record stands
     * @param asked what it asks for
     */
    public static List<ReportDestination> allowed(
            Resolver resolver, DnsName policyDomain, List<ReportDestination> asked) {
        var walk = new TreeWalk(resolver);
        var allowed = new ArrayList<ReportDestination>();
        for (ReportDestination each : asked) {
            var host = host(each);
            if (host.isEmpty() || host.get().equals(DnsName.ROOT)) continue;
            for (ReportDestination found : isOwn(walk, policyDomain, host.get())
                    ? List.of(each)
                    : agreed(resolver, policyDomain, host.get(), each))
                if (allowed.stream().noneMatch(one -> one.address().equals(found.address()))) allowed.add(found);
        }
        return allowed;
    }

    private static Optional<DnsName> host(ReportDestination destination) {
        String address = destination.address();
        return DnsName.parse(address.substring(address.lastIndexOf('@') + 1));
    }

    private static boolean isOwn(TreeWalk walk, DnsName policyDomain, DnsName host) {
        if (host.equals(policyDomain)) return true;
        try {
            return walk.organization(policyDomain).equals(walk.organization(host));
        } catch (UnansweredException e) {
            return false;
        }
    }

    /** What the host says to it: the same, others of its own instead, or nothing. */
    private static List<ReportDestination> agreed(
            Resolver resolver, DnsName policyDomain, DnsName host, ReportDestination asked) {
        var name = host.under(policyDomain + "._report._dmarc");
        if (name.isEmpty() || !(resolver.lookup(name.get(), RecordType.TXT) instanceof Answer.Found<Txt> found))
            return List.of();
        for (var txt : found.records()) {
            var record = DmarcRecord.parse(txt.joined());
            if (record.isEmpty()) continue;
            var instead = record.get().aggregate();
            if (instead.isEmpty()) return List.of(asked);
            boolean own = instead.stream()
                    .allMatch(other -> host(other).filter(host::equals).isPresent());
            return own ? instead : List.of();
        }
        return List.of();
    }
}
