package org.mailstead.ladder;

/** What an account is opened with. Its text is never shown: not by {@code toString} either. */
public sealed interface Credential {
    String text();

    /** As it is typed into a field of a program, whatever kind of password it is. */
    record Password(String text) implements Credential {
        @Override
        public String toString() {
            return "a password";
        }
    }

    /** An access token that the provider gave after signing in in a browser (OAuth 2). */
    record Token(String text) implements Credential {
        @Override
        public String toString() {
            return "a token";
        }
    }
}
