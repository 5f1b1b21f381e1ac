package org.mailstead.mailbox;

/** Names a mailbox inside its account for ever, whatever it is called. */
public record MailboxId(int value) {
    /** In the journal and among annotations: what belongs to the account itself. No mailbox has this number. */
    public static final MailboxId NONE = new MailboxId(0);
}
