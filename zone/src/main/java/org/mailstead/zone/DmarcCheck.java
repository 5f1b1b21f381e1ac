package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.authenticity.DmarcAudit;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.authenticity.DmarcRecord;
import org.mailstead.authenticity.ReportDestination;
import org.mailstead.authenticity.ReportDestinations;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Whether the domain says what becomes of mail that only pretends to be its own. */
final class DmarcCheck {
    private DmarcCheck() {}

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        DnsName name = setup.under("_dmarc");
        String subject = "DMARC " + name;
        var looked = Looked.up(resolver, name, RecordType.TXT);
        if (looked.failure() != null) return List.of(Finding.unknown(subject, looked.failure()));
        List<String> texts = looked.records().stream()
                .map(Txt::joined)
                .filter(DmarcAudit::isMeant)
                .toList();
        if (texts.isEmpty())
            return List.of(Finding.missing(
                    subject,
                    true,
                    looked.records().isEmpty()
                            ? "there is no DMARC record, and large providers ask for one"
                            : "what stands there is no DMARC record: it has to begin with v=DMARC1",
                    "Publish the TXT record: " + Publication.dmarc(setup)));
        if (texts.size() > 1)
            return List.of(Finding.different(
                    subject, "there are several DMARC records, so that none counts", "Leave one only."));
        var audit = DmarcAudit.of(texts.getFirst());
        var findings = new ArrayList<Finding>();
        for (String problem : audit.problems())
            findings.add(
                    Finding.different(subject, problem, "Receivers pass over it, or over the whole record. Mend it."));
        audit.record().ifPresent(record -> reports(setup, resolver, subject, record, findings));
        if (findings.isEmpty())
            findings.add(Finding.fine(subject, words(audit.record().orElseThrow())));
        return findings;
    }

    private static String words(DmarcRecord record) {
        String policy = "p=" + record.policy().word();
        if (record.policy() != DmarcPolicy.NONE) return policy;
        return policy
                + ": nothing becomes of forged mail yet; once reports show no mail of your own as failed, write p=quarantine";
    }

    /** RFC 9990 §4. */
    private static void reports(
            MailSetup setup, Resolver resolver, String subject, DmarcRecord record, List<Finding> findings) {
        var allowed = ReportDestinations.allowed(resolver, setup.domain(), record.aggregate());
        for (ReportDestination each : record.aggregate()) {
            if (allowed.contains(each)) continue;
            String address = each.address();
            var host = DnsName.parse(address.substring(address.lastIndexOf('@') + 1));
            var agreement = host.flatMap(name -> name.under(setup.domain() + "._report._dmarc"));
            if (agreement.isEmpty()) {
                findings.add(
                        Finding.different(subject, "reports go to " + address + ", which is no address", "Mend rua=."));
                continue;
            }
            var looked = Looked.up(resolver, agreement.get(), RecordType.TXT);
            findings.add(
                    looked.failure() != null
                            ? Finding.unknown(subject, looked.failure())
                            : Finding.different(
                                    subject,
                                    "reports should go to " + address + ", and " + host.get()
                                            + " has not agreed, so that none are sent",
                                    "There has to be a TXT record \"v=DMARC1\" at " + agreement.get()
                                            + "; or name an address of the domain itself."));
        }
        if (record.aggregate().isEmpty())
            findings.add(Finding.doubtful(
                    subject,
                    "nobody gets reports (rua=), so that nobody sees whether mail of the domain fails",
                    "Add: rua=mailto:" + setup.reports().dmarc()));
    }
}
