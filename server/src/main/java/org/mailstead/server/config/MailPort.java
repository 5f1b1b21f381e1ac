package org.mailstead.server.config;

/** The ports a mail server opens, by the names of their settings. */
public enum MailPort {
    SMTP(false),
    LMTP(false),
    SUBMISSION(false),
    SUBMISSIONS(true),
    SUBMISSION_ALTERNATIVE(false),
    IMAP(false),
    IMAPS(true),
    POP3(false),
    POP3S(true),
    HTTPS(true),
    HTTP(false);

    private final boolean tlsAtOnce;

    MailPort(boolean tlsAtOnce) {
        this.tlsAtOnce = tlsAtOnce;
    }

    /** Whether TLS begins with the connection; else it is offered by STARTTLS, except over HTTP. */
    public boolean tlsAtOnce() {
        return tlsAtOnce;
    }

    /** Whether it is spoken to by browsers and others over HTTP. */
    public boolean isWeb() {
        return this == HTTPS || this == HTTP;
    }

    /** The key in the configuration and the name in the log. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public String setting() {
        return "listen." + key();
    }
}
