package org.mailstead.zone;

import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;

/** Whether others know where to report on TLS. RFC 8460 §3. */
final class TlsReportCheck {
    private TlsReportCheck() {}

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        DnsName name = setup.under("_smtp._tls");
        String subject = "TLS-RPT " + name;
        var looked = Looked.texts(resolver, name, "v=TLSRPTv1");
        if (looked.failure() != null) return List.of(Finding.unknown(subject, looked.failure()));
        String publish = "Publish the TXT record: " + Publication.tlsReports(setup);
        if (looked.records().isEmpty())
            return List.of(
                    Finding.missing(subject, false, "nobody reports when mail could not be brought over TLS", publish));
        if (looked.records().size() > 1)
            return List.of(Finding.different(subject, "there are several, so that none counts", "Leave one only."));
        String text = looked.records().getFirst().joined();
        boolean addressed = text.matches("v=TLSRPTv1\\s*;.*\\brua=(mailto:|https:).*");
        return List.of(
                addressed
                        ? Finding.fine(subject, text.substring(text.indexOf("rua=")))
                        : Finding.different(subject, "has no address (rua=mailto:…)", publish));
    }
}
