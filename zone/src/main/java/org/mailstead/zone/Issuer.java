package org.mailstead.zone;

import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Who made a certificate, by the name that CAA records have for them. RFC 8659 §4.2. */
final class Issuer {
    /** Part of the issuer's name in certificates, and the domain it answers to in CAA. */
    private static final Map<String, String> DOMAINS = Map.of(
            "let's encrypt", "letsencrypt.org",
            "zerossl", "sectigo.com",
            "sectigo", "sectigo.com",
            "google trust services", "pki.goog",
            "digicert", "digicert.com",
            "globalsign", "globalsign.com",
            "buypass", "buypass.com",
            "ssl corp", "ssl.com");

    private Issuer() {}

    /** Empty for one that is not known here, such as the machine itself. */
    static Optional<String> domain(X509Certificate certificate) {
        return domain(certificate.getIssuerX500Principal());
    }

    static Optional<String> domain(X500Principal issuer) {
        String name = issuer.getName().toLowerCase(Locale.ROOT);
        return DOMAINS.entrySet().stream()
                .filter(entry -> name.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
