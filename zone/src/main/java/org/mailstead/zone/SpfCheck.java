package org.mailstead.zone;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailstead.authenticity.Spf;
import org.mailstead.authenticity.SpfAudit;
import org.mailstead.authenticity.SpfResult;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.RecordType;

/** Whether SPF lets this host send, and nobody else. */
final class SpfCheck {
    private final MailSetup setup;
    private final Surroundings around;
    private final List<Finding> findings = new ArrayList<>();

    private SpfCheck(MailSetup setup, Surroundings around) {
        this.setup = setup;
        this.around = around;
    }

    static List<Finding> of(MailSetup setup, Surroundings around) {
        var check = new SpfCheck(setup, around);
        Set<InetAddress> senders = check.senders();
        check.record(setup.domain(), true, senders, Publication.spf());
        if (!setup.host().equals(setup.domain())) check.record(setup.host(), false, senders, Publication.hostSpf());
        return check.findings;
    }

    /** From which addresses this machine sends, as far as it is known. */
    private Set<InetAddress> senders() {
        var senders = new LinkedHashSet<InetAddress>(setup.addresses());
        if (senders.isEmpty())
            for (var type : List.of(RecordType.A, RecordType.AAAA))
                Looked.up(around.resolver(), setup.host(), type).records().stream()
                        .map(Address::address)
                        .forEach(senders::add);
        return senders;
    }

    private void record(DnsName name, boolean needed, Set<InetAddress> senders, String wanted) {
        String subject = "SPF " + name;
        var audit = SpfAudit.of(around.resolver(), name);
        if (audit.unanswered() != null) {
            findings.add(Finding.unknown(subject, audit.unanswered()));
        } else if (audit.records().isEmpty()) {
            findings.add(Finding.missing(
                    subject,
                    needed,
                    "there is no SPF record" + (needed ? ", and large providers refuse mail without" : ""),
                    "Publish the TXT record: " + wanted));
        } else if (audit.records().size() > 1) {
            findings.add(Finding.different(
                    subject,
                    "there are " + audit.records().size() + " SPF records, so that none counts",
                    "Make one of them: the terms of all behind one v=spf1."));
        } else {
            int before = findings.size();
            content(subject, audit);
            senders(subject, name, needed, senders);
            if (findings.size() == before)
                findings.add(Finding.fine(subject, audit.records().getFirst()));
        }
    }

    private void content(String subject, SpfAudit audit) {
        for (String problem : audit.problems())
            findings.add(Finding.different(
                    subject, problem, "With it the whole record counts for nothing. Mend it or take it out."));
        if (audit.lookups() > SpfAudit.LOOKUPS)
            findings.add(Finding.different(
                    subject,
                    "asks the DNS " + audit.lookups() + " times, and " + SpfAudit.LOOKUPS + " are allowed",
                    "Beyond that the record counts for nothing. Take out what you send nothing through, or write addresses (ip4:,"
                            + " ip6:) in place of includes."));
        if (audit.letsAll())
            findings.add(Finding.different(
                    subject, "lets everybody send in the domain's name (+all)", "Write ~all or -all at the end."));
    }

    private void senders(String subject, DnsName name, boolean needed, Set<InetAddress> senders) {
        if (findings.stream().anyMatch(each -> each.subject().equals(subject) && each.wrong())) return;
        if (needed && !setup.smarthost().isEmpty()) {
            findings.add(Finding.doubtful(
                    subject,
                    "mail leaves through " + setup.smarthost() + ", whose addresses are not known here",
                    "See that the record has what its provider tells to put in, such as include:" + setup.smarthost()
                            + "."));
            return;
        }
        var spf = new Spf(around.resolver(), around.clock(), setup.host());
        for (InetAddress address : senders) {
            var verdict = needed
                    ? spf.mailFrom(address, setup.host().toString(), "postmaster@" + name)
                    : spf.helo(address, name.toString());
            if (verdict.result() == SpfResult.TEMPERROR) findings.add(Finding.unknown(subject, verdict.reason()));
            else if (verdict.result() != SpfResult.PASS)
                findings.add(Finding.different(
                        subject,
                        "does not let this host send from " + AddressText.of(address) + ": " + verdict.reason(),
                        needed
                                ? "Add \"mx\", or \"a:" + setup.host() + "\", before the \"all\"."
                                : "Reports of failures have no sender and are judged by this name. Publish: "
                                        + Publication.hostSpf()));
        }
    }
}
