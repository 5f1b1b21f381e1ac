package org.mailstead.imap;

import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxId;

/**
 * Names of mailboxes and messages that never change and never come again. RFC 8474 §4. The account is part of them, since
 * a client may see mailboxes of several.
 */
final class ObjectIds {
    private ObjectIds() {}

    static String mailbox(MailAccount mail, MailboxId id) {
        return "F" + mail.id() + "-" + id.value();
    }

    /** The same for all copies of a message inside an account. RFC 8474 §5.1. */
    static String message(MailAccount mail, long messageId) {
        return "M" + mail.id() + "-" + messageId;
    }
}
