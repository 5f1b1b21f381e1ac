package org.mailstead.zone;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.RecordType;
import org.mailstead.tlspolicy.Demand;
import org.mailstead.tlspolicy.HostNames;
import org.mailstead.tlspolicy.TlsaRecords;
import org.mailstead.wire.TlsClient;

/** Whether the certificate is one for this host, and the one that DANE names. RFC 7672 §3. */
final class TlsaCheck {
    private TlsaCheck() {}

    static List<Finding> of(MailSetup setup, Surroundings around) {
        var findings = new ArrayList<Finding>();
        certificate(setup, findings);
        DnsName name = setup.underHost("_" + Publication.SMTP + "._tcp");
        String subject = "TLSA " + name;
        var looked = Looked.up(around.resolver(), name, RecordType.TLSA);
        boolean secured = Looked.up(around.resolver(), setup.host(), RecordType.A)
                        .proved()
                || Looked.up(around.resolver(), setup.host(), RecordType.AAAA).proved();
        if (looked.failure() != null) {
            String more = secured ? "; servers that use DANE bring no mail meanwhile" : "";
            findings.add(Finding.unknown(subject, looked.failure() + more));
        } else if (looked.records().isEmpty()) {
            if (secured)
                findings.add(
                        Finding.missing(
                                subject,
                                false,
                                "the zone is secured by DNSSEC, and says nothing of the certificate",
                                "With the record that \"mailstead dns records\" prints nobody can take this host's place (DANE)."));
        } else if (!setup.certificates().isEmpty()) {
            var usable = TlsaRecords.usable(looked.records());
            var demand = new TlsaRecords.Published(setup.host(), usable).demand(setup.host(), setup.domain());
            findings.add(compared(setup, around, subject, demand, looked.proved()));
        }
        return findings;
    }

    private static void certificate(MailSetup setup, List<Finding> findings) {
        String subject = "certificate " + setup.host();
        if (setup.certificates().isEmpty()) {
            findings.add(Finding.missing(
                    subject,
                    true,
                    "there is none that can be used",
                    "See tls.certificate and tls.key in docs/configuration.md."));
            return;
        }
        X509Certificate own = setup.certificates().getFirst();
        if (!HostNames.bears(own, List.of(setup.host())))
            findings.add(Finding.different(
                    subject,
                    "the certificate is for " + String.join(", ", HostNames.patterns(own)) + ", not for this host",
                    "Servers that verify it bring no mail, and mail programs warn. Have one made for " + setup.host()
                            + "."));
        else if (own.getIssuerX500Principal().equals(own.getSubjectX500Principal()))
            findings.add(
                    Finding.doubtful(
                            subject,
                            "the certificate is one for trying out, which nobody else trusts",
                            "Have one got (docs/certificates.md), or put one of a public issuer into tls.certificate and tls.key."));
        else findings.add(Finding.fine(subject, "the certificate is for this name"));
    }

    private static Finding compared(
            MailSetup setup, Surroundings around, String subject, Demand demand, boolean proved) {
        var shown = new TlsClient.Shown(setup.certificates(), null);
        var objection = demand.objection(shown, around.clock().instant());
        if (objection.isEmpty() && demand instanceof Demand.Encryption)
            return Finding.doubtful(
                    subject,
                    "none of the records is of a kind that mail servers use",
                    "Publish one that begins with 3 1 1.");
        if (objection.isEmpty())
            return proved
                    ? Finding.fine(subject, "fits the certificate")
                    : Finding.doubtful(
                            subject,
                            "fits the certificate, but without DNSSEC it counts for nothing",
                            "Have the zone signed, or take the record out, so that it does no harm later.");
        String found = "DOES NOT FIT THE CERTIFICATE: " + objection.get().why();
        String advice =
                "Publish the record that \"mailstead dns records\" prints beside the old one, at once; take the old one out"
                        + " a day later. For the next key, publish first.";
        return proved
                ? Finding.different(subject, found, "Servers that use DANE bring NO MAIL until it does. " + advice)
                : new Finding(
                        subject,
                        Finding.State.DIFFERENT,
                        true,
                        found,
                        "Not felt yet, since no DNSSEC proves it to us. " + advice);
    }
}
