package org.mailstead.imap;

import java.util.OptionalLong;
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

    /** What {@link #message} was made of, if it was made for this account. */
    static OptionalLong messageId(MailAccount mail, String objectId) {
        return number("M", mail, objectId);
    }

    /** What {@link #thread} was made of, if it was made for this account. */
    static OptionalLong threadId(MailAccount mail, String objectId) {
        return number("T", mail, objectId);
    }

    private static OptionalLong number(String kind, MailAccount mail, String objectId) {
        String prefix = kind + mail.id() + "-";
        if (!objectId.startsWith(prefix)) return OptionalLong.empty();
        String number = objectId.substring(prefix.length());
        return number.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    /** The same for all messages of a conversation inside an account. RFC 8474 §5.2. */
    static String thread(MailAccount mail, long thread) {
        return "T" + mail.id() + "-" + thread;
    }

    /** The same for all copies of a message inside an account. RFC 8474 §5.1. */
    static String message(MailAccount mail, long messageId) {
        return "M" + mail.id() + "-" + messageId;
    }
}
