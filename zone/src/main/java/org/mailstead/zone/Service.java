package org.mailstead.zone;

/** What mail programs look for by SRV records. RFC 6186 §3, RFC 8314 §5.1. */
public enum Service {
    SUBMISSIONS("_submissions", "sending with SSL/TLS"),
    SUBMISSION("_submission", "sending with STARTTLS"),
    IMAPS("_imaps", "IMAP with SSL/TLS"),
    IMAP("_imap", "IMAP with STARTTLS"),
    POP3S("_pop3s", "POP3 with SSL/TLS"),
    POP3("_pop3", "POP3 with STARTTLS");

    private final String label;
    private final String words;

    Service(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** Where its record stands, below the domain. */
    String labels() {
        return label + "._tcp";
    }

    /** Programs take the lower one first: TLS from the first byte. RFC 8314 §3. */
    int preference() {
        return this == SUBMISSIONS || this == IMAPS || this == POP3S ? 0 : 1;
    }

    String words() {
        return words;
    }
}
