package org.mailstead.settings;

/** What an account is opened with from a mail program. */
public enum Secret {
    /** The one that opens the provider's web pages too. */
    PASSWORD,
    /** One that the provider makes for a program. */
    APP_PASSWORD,
    /** A second password, for mail only, that the owner sets on the provider's pages. */
    MAIL_PASSWORD,
    /** A code that the provider gives out in place of the password. */
    AUTHORISATION_CODE,
    /** Signing in with the provider in a browser window (OAuth 2). */
    BROWSER;

    /** Whether it is something that is typed into a field. */
    public boolean isTyped() {
        return this != BROWSER;
    }
}
