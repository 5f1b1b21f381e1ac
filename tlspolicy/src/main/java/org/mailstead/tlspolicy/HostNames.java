package org.mailstead.tlspolicy;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailstead.dns.DnsName;

/** Names that stand for hosts, in certificates and policies: whole, or with a star for the first label. RFC 9525 §6.3. */
public final class HostNames {
    /** Kind of a name in a certificate. RFC 5280 §4.2.1.6. */
    private static final int DNS_NAME = 2;

    private HostNames() {}

    /** Whether it is a certificate for one of these. Its common name does not count. RFC 9525 §2. */
    public static boolean bears(X509Certificate certificate, List<DnsName> names) {
        return patterns(certificate).stream()
                .anyMatch(pattern -> names.stream().anyMatch(name -> covers(pattern, name)));
    }

    /** Names of hosts in it, as they are written there. */
    public static List<String> patterns(X509Certificate certificate) {
        var patterns = new ArrayList<String>();
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) return List.of();
            for (List<?> name : names)
                if (Objects.equals(name.getFirst(), DNS_NAME) && name.get(1) instanceof String text) patterns.add(text);
            return patterns;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** A star stands for exactly one label. */
    static boolean covers(String pattern, DnsName name) {
        boolean wild = pattern.startsWith("*.");
        Optional<DnsName> read = DnsName.parse(wild ? pattern.substring(2) : pattern);
        if (read.isEmpty()) return false;
        return wild ? name.parent().equals(read) : name.equals(read.get());
    }
}
