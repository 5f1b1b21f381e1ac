package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Caa;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Whether the issuer of the certificate may make the next one. RFC 8659 §3. */
final class CaaCheck {
    private static final String ISSUE = "issue";

    private CaaCheck() {}

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        var findings = new ArrayList<Finding>();
        var names = new ArrayList<>(List.of(setup.host()));
        if (setup.web()) names.add(setup.under(ServedPolicy.HOST_LABEL));
        Optional<String> issuer = setup.certificates().stream().findFirst().flatMap(Issuer::domain);
        for (DnsName name : names) check(name, issuer, resolver, findings);
        return findings.stream().distinct().toList();
    }

    /** The closest name upwards that has any says it. */
    private static void check(DnsName name, Optional<String> issuer, Resolver resolver, List<Finding> findings) {
        for (Optional<DnsName> at = Optional.of(name);
                at.isPresent() && !at.get().equals(DnsName.ROOT);
                at = at.get().parent()) {
            String subject = "CAA " + at.get();
            var looked = Looked.up(resolver, at.get(), RecordType.CAA);
            if (looked.failure() != null) {
                findings.add(Finding.unknown(subject, looked.failure()));
                return;
            }
            if (looked.records().isEmpty()) continue;
            findings.add(judged(subject, looked.records(), issuer));
            return;
        }
    }

    static Finding judged(String subject, List<Caa> records, Optional<String> issuer) {
        var allowed = records.stream()
                .filter(caa -> caa.tag().equalsIgnoreCase(ISSUE))
                .map(caa -> caa.value().split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
        if (allowed.isEmpty()) return Finding.fine(subject, "lets everybody make certificates");
        String listed = String.join(
                ", ", allowed.stream().filter(each -> !each.isEmpty()).toList());
        if (listed.isEmpty())
            return Finding.different(
                    subject,
                    "lets nobody make certificates",
                    "The next one for this host will be refused. Add the issuer, such as: 0 issue \"letsencrypt.org\".");
        if (issuer.isPresent() && !allowed.contains(issuer.get()))
            return Finding.different(
                    subject,
                    "lets " + listed + " make certificates, and the present one is of " + issuer.get(),
                    "It cannot be renewed. Add: 0 issue \"" + issuer.get() + "\".");
        return Finding.fine(subject, "lets " + listed + " make certificates");
    }
}
