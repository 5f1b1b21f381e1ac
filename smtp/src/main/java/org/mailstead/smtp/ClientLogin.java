package org.mailstead.smtp;

/** How we sign in at another server. Never printed. */
public sealed interface ClientLogin {
    /** As that server wants it; often the whole address. */
    String userName();

    /** With a password. */
    record Password(String userName, String password) implements ClientLogin {
        @Override
        public String toString() {
            return userName;
        }
    }

    /** With an access token, as Microsoft 365 and Gmail want it. RFC 7628. */
    record Token(String userName, String accessToken) implements ClientLogin {
        @Override
        public String toString() {
            return userName;
        }
    }
}
