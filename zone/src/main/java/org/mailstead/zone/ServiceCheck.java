package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Srv;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Whether mail programs find this server by themselves. RFC 6186 §3. */
final class ServiceCheck {
    private ServiceCheck() {}

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        var findings = new ArrayList<Finding>();
        for (Service service : Service.values()) service(setup, resolver, service, findings);
        if (setup.web())
            for (String label : List.of("autoconfig", "autodiscover")) host(setup, resolver, label, findings);
        return findings;
    }

    private static void service(MailSetup setup, Resolver resolver, Service service, List<Finding> findings) {
        DnsName name = setup.under(service.labels());
        String subject = "SRV " + name;
        Integer port = setup.services().get(service);
        var looked = Looked.up(resolver, name, RecordType.SRV);
        if (looked.failure() != null) {
            findings.add(Finding.unknown(subject, looked.failure()));
            return;
        }
        String wanted = port == null ? "0 0 0 ." : service.preference() + " 1 " + port + " " + setup.host() + ".";
        if (looked.records().isEmpty()) {
            if (port != null)
                findings.add(Finding.missing(
                        subject,
                        false,
                        "mail programs have to guess where " + service.words() + " is",
                        "Publish: " + wanted));
            return;
        }
        for (Srv srv : looked.records()) {
            boolean none = srv.target().equals(DnsName.ROOT);
            boolean fits = port == null ? none : srv.target().equals(setup.host()) && srv.port() == port;
            String says = none ? "says that it is not offered" : "leads to " + srv.target() + ", port " + srv.port();
            if (fits) findings.add(Finding.fine(subject, says));
            else
                findings.add(Finding.different(
                        subject,
                        says + (port == null ? ", and it is not offered here" : ""),
                        "Mail programs are sent astray. It has to be: " + wanted));
        }
    }

    private static void host(MailSetup setup, Resolver resolver, String label, List<Finding> findings) {
        DnsName name = setup.under(label);
        String subject = "CNAME " + name;
        var a = Looked.up(resolver, name, RecordType.A);
        var aaaa = Looked.up(resolver, name, RecordType.AAAA);
        String failure = a.failure() != null ? a.failure() : aaaa.failure();
        boolean found = !a.records().isEmpty() || !aaaa.records().isEmpty();
        if (failure != null) findings.add(Finding.unknown(subject, failure));
        else if (!found)
            findings.add(Finding.missing(
                    subject,
                    false,
                    "for mail programs that look there",
                    "If you want: " + name + ". IN CNAME " + setup.host() + "."));
        else findings.add(Finding.fine(subject, "has an address"));
    }
}
