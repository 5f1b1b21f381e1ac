package org.mailstead.smtp;

import java.util.Locale;

/** Whom a port is for. */
public enum SmtpProfile {
    /** Port 25: other servers bring mail for our people; nobody signs in. */
    MX,
    /** Port 587: our people send, after STARTTLS and sign-in. RFC 6409. */
    SUBMISSION,
    /** Port 465: the same with TLS from the first byte. RFC 8314 §3.3. */
    SUBMISSIONS,
    /** Other programs of ours hand over mail for our people. RFC 2033. */
    LMTP;

    boolean wantsSignIn() {
        return this == SUBMISSION || this == SUBMISSIONS;
    }

    /** For logs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
