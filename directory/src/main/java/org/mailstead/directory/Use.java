package org.mailstead.directory;

/** What somebody who has signed in may do. */
public enum Use {
    IMAP,
    POP3,
    /** Sending, by SMTP. */
    SMTP,
    /** Rules for incoming mail, by ManageSieve. */
    SIEVE,
    /** Calendars and contacts, by CalDAV and CardDAV. */
    DAV,
    /** Everything the account's person may do in a browser. */
    WEB
}
