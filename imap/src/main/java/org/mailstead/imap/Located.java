package org.mailstead.imap;

import java.util.List;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;

/**
 * Where a mailbox that the client named is, whether it exists or not, and what the client may do with it. Whoever may not
 * see a mailbox hears the same as if it were not there. RFC 4314 §6.
 *
 * @param shown what the client calls it
 * @param mail the account it belongs to
 * @param name what it is called there
 * @param reader id of the account whose holder asks
 */
record Located(MailboxName shown, MailAccount mail, MailboxName name, String reader) {
    static Located own(MailboxName name, WithAccount state) {
        return new Located(name, state.mail(), name, state.mail().id());
    }

    /** Whether it is somebody else's account. */
    boolean isShared() {
        return !mail.id().equals(reader);
    }

    /** What the client may do with the mailbox of this id now; nothing where it is gone, unless it is his own. */
    Rights rights(MailboxId mailbox) {
        return mail.access().of(mailbox).of(reader);
    }

    Rights rights(Mailbox mailbox) {
        return rights(mailbox.id());
    }

    /** The mailbox, if it is there and may be seen. */
    Optional<Mailbox> find() {
        return mail.mailbox(name).filter(found -> rights(found).has(Right.LOOKUP));
    }

    /** The mailbox to read from. */
    Mailbox mailbox() {
        return mailbox(Right.READ);
    }

    /** The mailbox, for something that needs all of these rights. */
    Mailbox mailbox(Right... needed) {
        Mailbox found = mail.mailbox(name).orElseThrow(() -> missing(shown));
        require(found, Rights.of(needed));
        return found;
    }

    /** The mailbox as one to write to: a client that may create it is told so. RFC 3501 §7.1, TRYCREATE. */
    Mailbox target() {
        Mailbox found = mail.mailbox(name).orElseThrow(() -> {
            if (isShared() && !mayCreate()) return missing(shown);
            var missing = new MailboxException(
                    Reason.NONEXISTENT, "there is no mailbox named " + shown + "; create it first");
            return ImapReplies.of(missing, "TRYCREATE").asRefusal();
        });
        require(found, Rights.of(Right.INSERT));
        return found;
    }

    /** Of the flags of a new message, those that the client may set. RFC 4314 §4, APPEND. */
    FlagSet settable(Mailbox in, FlagSet flags) {
        return flags.within(rights(in).flags());
    }

    private void require(Mailbox found, Rights needed) {
        Rights has = rights(found);
        if (has.hasAll(needed)) return;
        throw has.has(Right.LOOKUP) ? ImapReplies.NO_PERMISSION.asRefusal() : missing(shown);
    }

    /** For making or renaming a mailbox to this name: the nearest one above must allow it. RFC 4314 §4, CREATE. */
    void requireMayCreate() {
        if (!isShared() && SharedName.isTaken(shown)) throw ImapReplies.SHARED_NAME.asRefusal();
        if (mayCreate()) return;
        boolean seen =
                nearestAbove().filter(above -> rights(above).has(Right.LOOKUP)).isPresent();
        throw seen || !isShared() ? ImapReplies.NO_PERMISSION.asRefusal() : missing(shown);
    }

    /** For renaming it. A name with mailboxes only below it moves them all, so all of them must allow it. */
    void requireMayRename() {
        Optional<Mailbox> found = mail.mailbox(name);
        List<Mailbox> moving = found.map(List::of)
                .orElseGet(() -> mail.mailboxes().stream()
                        .filter(each -> each.name().isBelow(name))
                        .filter(each -> rights(each).has(Right.LOOKUP) || !isShared())
                        .toList());
        if (moving.isEmpty()) throw missing(shown);
        for (Mailbox each : moving) require(each, Rights.of(Right.DELETE_MAILBOX));
    }

    private boolean mayCreate() {
        // At the top level of an account there is nobody's list to ask.
        return nearestAbove().map(above -> rights(above).has(Right.CREATE)).orElse(!isShared());
    }

    private Optional<Mailbox> nearestAbove() {
        for (var above = name.parent(); above.isPresent(); above = above.get().parent()) {
            Optional<Mailbox> found = mail.mailbox(above.get());
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    static MailboxException missing(MailboxName shown) {
        return new MailboxException(Reason.NONEXISTENT, "there is no mailbox named " + shown);
    }
}
