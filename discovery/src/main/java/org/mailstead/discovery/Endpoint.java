package org.mailstead.discovery;

/** A port that mail programs use. */
public record Endpoint(Protocol protocol, Security security, int port) {
    /** What is spoken there. */
    public enum Protocol {
        IMAP("imap"),
        POP3("pop3"),
        SUBMISSION("smtp");

        private final String word;

        Protocol(String word) {
            this.word = word;
        }

        /** As documents for programs have it. */
        String word() {
            return word;
        }
    }

    /** How TLS begins. There is no third way: nobody signs in without. RFC 8314 §4.1. */
    public enum Security {
        /** With the connection. RFC 8314 §3. */
        TLS,
        /** On command. */
        STARTTLS
    }

    public boolean is(Protocol spoken, Security begun) {
        return protocol == spoken && security == begun;
    }
}
