package org.mailstead.mailbox;

/** What was asked of a mailbox cannot be. Nothing was changed. The text is fit for the person who asked. */
public final class MailboxException extends RuntimeException {
    /** Names of the response codes of RFC 5530 where there is one. */
    public enum Reason {
        NONEXISTENT,
        ALREADYEXISTS,
        /** Never possible, for example deleting INBOX. */
        CANNOT,
        /** There is only a name, which stays as long as there are mailboxes below it. */
        HASCHILDREN,
        /** A size or count would pass its limit. */
        LIMIT,
        /** The account would hold more than it may. */
        OVERQUOTA
    }

    private final Reason reason;

    public MailboxException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
