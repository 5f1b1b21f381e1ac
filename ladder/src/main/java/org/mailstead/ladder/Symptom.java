package org.mailstead.ladder;

/** What people see that cannot be seen from here. */
public enum Symptom {
    /** The window of the provider to sign in in stays empty, comes again and again, or speaks of cookies. */
    SIGN_IN_WINDOW,
    /** The provider's web pages let the person in with the same password. */
    WEB_PAGES_WORK,
    /** The web pages show mail that the program does not. */
    MAIL_MISSING,
    /** What is sent is kept twice, or not at all. */
    SENT_COPIES,
    /** Reading works, sending does not. */
    CANNOT_SEND,
    /** Nothing arrives. */
    CANNOT_RECEIVE,
    /** The program has set itself to other servers. */
    OTHER_SERVERS
}
