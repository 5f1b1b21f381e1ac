package org.mailstead.gateway;

import org.mailstead.settings.MailServer;

/** What an account is opened with at its provider. */
sealed interface Proof {
    /** By XOAUTH2 or OAUTHBEARER. */
    record Token(String text) implements Proof {
        @Override
        public String toString() {
            return "a token";
        }
    }

    /** Where the provider takes passwords from programs. */
    record Password(String text) implements Proof {
        @Override
        public String toString() {
            return "a password";
        }
    }

    /** The name to sign in with. */
    static String user(MailServer server, String address) {
        return server.user().isEmpty() ? address : server.user();
    }
}
