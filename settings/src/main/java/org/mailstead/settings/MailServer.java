package org.mailstead.settings;

/**
 * A server as a mail program would be set to it.
 *
 * @param host as it was told, in lower case
 * @param user name to sign in with
 */
public record MailServer(Protocol protocol, String host, int port, Security security, String user) {
    /** What is spoken. */
    public enum Protocol {
        IMAP("imap"),
        POP3("pop3"),
        SMTP("smtp");

        private final String word;

        Protocol(String word) {
            this.word = word;
        }

        /** As documents for programs have it. */
        public String word() {
            return word;
        }
    }

    /** How TLS begins. */
    public enum Security {
        TLS("SSL/TLS"),
        STARTTLS("STARTTLS"),
        NONE("no encryption");

        private final String words;

        Security(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Whether mail is read there; else it is sent. */
    public boolean receives() {
        return protocol != Protocol.SMTP;
    }

    /** Whether it is named as one on this very machine, such as a program that stands before a provider. */
    public boolean isHere() {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("::1");
    }

    @Override
    public String toString() {
        return protocol + " " + host + ":" + port + " " + security;
    }
}
