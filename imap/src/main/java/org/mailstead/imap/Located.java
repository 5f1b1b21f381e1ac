package org.mailstead.imap;

import java.util.Optional;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.MailboxName;

/**
 * Where a mailbox that the client named is, whether it exists or not.
 *
 * @param shown what the client calls it
 * @param mail the account it belongs to
 * @param name what it is called there
 */
record Located(MailboxName shown, MailAccount mail, MailboxName name) {
    Optional<Mailbox> find() {
        return mail.mailbox(name);
    }

    /** The mailbox, which must be there. */
    Mailbox mailbox() {
        return find().orElseThrow(() -> new MailboxException(Reason.NONEXISTENT, "there is no mailbox named " + shown));
    }

    /** The mailbox as one to write to: a client is told that it may create it. RFC 3501 §7.1, TRYCREATE. */
    Mailbox target() {
        return find().orElseThrow(() -> {
            var missing = new MailboxException(
                    Reason.NONEXISTENT, "there is no mailbox named " + shown + "; create it first");
            return ImapReplies.of(missing, "TRYCREATE").asRefusal();
        });
    }
}
