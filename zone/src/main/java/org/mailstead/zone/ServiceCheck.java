package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.DnsRecord.Srv;
import org.mailstead.dns.RecordText;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Whether mail programs find this server by themselves. RFC 6186 §3. */
final class ServiceCheck {
    private static final String ASKED = "for mail programs that look there";

    private final MailSetup setup;
    private final Resolver resolver;
    private final List<Finding> findings = new ArrayList<>();

    private ServiceCheck(MailSetup setup, Resolver resolver) {
        this.setup = setup;
        this.resolver = resolver;
    }

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        var check = new ServiceCheck(setup, resolver);
        for (Service service : Service.values()) check.service(service);
        if (setup.web()) {
            check.host("autoconfig", ASKED);
            check.host("autodiscover", ASKED);
            check.autodiscover();
            check.userAgents();
        }
        for (String label : Publication.GUESSED) check.host(label, "for mail programs that guess names");
        return check.findings;
    }

    private void service(Service service) {
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

    private void autodiscover() {
        DnsName name = setup.under(Publication.AUTODISCOVER);
        String subject = "SRV " + name;
        var looked = Looked.up(resolver, name, RecordType.SRV);
        var wanted = Publication.autodiscover(setup);
        String publish = RecordText.value(wanted);
        if (looked.failure() != null) findings.add(Finding.unknown(subject, looked.failure()));
        else if (looked.records().isEmpty())
            findings.add(Finding.missing(subject, false, ASKED, "If you want: " + publish));
        else if (looked.records().size() > 1)
            findings.add(Finding.different(
                    subject,
                    "there are " + looked.records().size() + ", and which one counts differs from program to program",
                    "Leave this one only: " + publish));
        else {
            Srv srv = looked.records().getFirst();
            String says = "leads to " + srv.target() + ", port " + srv.port();
            boolean fits = srv.target().equals(wanted.target()) && srv.port() == wanted.port();
            findings.add(
                    fits
                            ? Finding.fine(subject, says)
                            : Finding.different(subject, says, "Outlook is sent astray. It has to be: " + publish));
        }
    }

    /** The document is refused if the digest is of another. */
    private void userAgents() {
        DnsName name = setup.under("_" + Publication.USER_AGENTS);
        String subject = "PACC " + name;
        var looked = Looked.texts(resolver, name, "v=UAAC");
        String wanted = setup.userAgents();
        if (looked.failure() != null) findings.add(Finding.unknown(subject, looked.failure()));
        else if (looked.records().isEmpty()) {
            if (!wanted.isEmpty())
                findings.add(Finding.missing(subject, false, ASKED, "If you want, the TXT record: " + wanted));
        } else if (looked.records().size() > 1)
            findings.add(Finding.different(subject, "there are several, so that none counts", "Leave one only."));
        else if (!looked.records().getFirst().joined().strip().equals(wanted))
            findings.add(Finding.different(
                    subject,
                    "is the digest of other settings than the present ones, so that programs refuse these",
                    wanted.isEmpty() ? "Take the record out." : "Publish the TXT record: " + wanted));
        else findings.add(Finding.fine(subject, "is the digest of the present settings"));
        if (!wanted.isEmpty()) host(Publication.USER_AGENTS, ASKED);
    }

    private void host(String label, String purpose) {
        DnsName name = setup.under(label);
        if (name.equals(setup.host())) return;
        String subject = "CNAME " + name;
        var a = Looked.up(resolver, name, RecordType.A);
        var aaaa = Looked.up(resolver, name, RecordType.AAAA);
        String failure = a.failure() != null ? a.failure() : aaaa.failure();
        var found = Stream.concat(a.records().stream(), aaaa.records().stream()).toList();
        if (failure != null) findings.add(Finding.unknown(subject, failure));
        else if (found.isEmpty())
            findings.add(Finding.missing(
                    subject, false, purpose, "If you want: " + name + ". IN CNAME " + setup.host() + "."));
        else if (!isHere(found))
            findings.add(Finding.doubtful(
                    subject,
                    "leads to another machine than " + setup.host(),
                    "Mail programs take what they find there. Right only if it sends them here."));
        else findings.add(Finding.fine(subject, "has an address"));
    }

    /** As far as the DNS tells where the host is. */
    private boolean isHere(List<Address> found) {
        var here = Stream.of(RecordType.A, RecordType.AAAA)
                .flatMap(type -> Looked.up(resolver, setup.host(), type).records().stream())
                .toList();
        return here.isEmpty() || found.stream().anyMatch(here::contains);
    }
}
