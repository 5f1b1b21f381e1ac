package org.mailstead.directory;

import java.util.Locale;
import java.util.Optional;

/**
 * The addresses of each of our domains to which other servers report about its mail. They are there without anybody making
 * them; whoever makes an account or an alias of that name gets the reports to read, too.
 */
public enum ReportAddress {
    /** Who sends mail as the domain: what a DMARC record names in {@code rua}. RFC 9990 §3.5. */
    DMARC("dmarc-reports"),
    /** How safely mail came to the domain: what a TLS-RPT record names in {@code rua}. RFC 8460 §3. */
    TLS("tls-reports");

    private final String local;

    ReportAddress(String local) {
        this.local = local;
    }

    /** @param domain one of ours, in ASCII */
    public String of(String domain) {
        return local + "@" + domain;
    }

    /** Which one a local part is, in any case; empty for all others. */
    public static Optional<ReportAddress> named(String local) {
        String lower = local.toLowerCase(Locale.ROOT);
        for (ReportAddress each : values()) if (each.local.equals(lower)) return Optional.of(each);
        return Optional.empty();
    }
}
