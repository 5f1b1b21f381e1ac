package org.mailstead.imap;

import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.mailbox.MailboxName;

/**
 * A name in the namespace of other people's mailboxes, {@code Shared/bob@example.org/Projects/2026}. RFC 2342 §5. The
 * second level is the owner's address, with {@code ∕} (U+2215) for a {@code /} in it; what follows is the name in his
 * account. What only begins with {@code Shared/} and has no address there is a name in one's own account.
 *
 * <p>Names have a longest length with these two levels too: what is longer cannot be named from outside and is not
 * shown.
 *
 * @param rest empty for the level that only stands for the owner
 */
record SharedName(MailAddress owner, Optional<MailboxName> rest) {
    static final String TOP = "Shared";
    static final String PREFIX = TOP + MailboxName.SEPARATOR;
    private static final char SLASH_IN_ADDRESS = '\u2215';

    static Optional<SharedName> of(MailboxName shown) {
        String text = shown.toString();
        if (!text.startsWith(PREFIX)) return Optional.empty();
        int end = text.indexOf(MailboxName.SEPARATOR, PREFIX.length());
        String second = end < 0 ? text.substring(PREFIX.length()) : text.substring(PREFIX.length(), end);
        return MailAddress.parse(second.replace(SLASH_IN_ADDRESS, MailboxName.SEPARATOR))
                .map(owner ->
                        new SharedName(owner, end < 0 ? Optional.empty() : MailboxName.of(text.substring(end + 1))));
    }

    /** How a mailbox of somebody else is called; empty if that is too long. */
    static Optional<MailboxName> shown(MailAddress owner, MailboxName name) {
        String level = owner.toString().replace(MailboxName.SEPARATOR, SLASH_IN_ADDRESS);
        return MailboxName.of(PREFIX + level + MailboxName.SEPARATOR + name);
    }

    /** The one form of a name that may be written in several: the owner's address knows no capitals. */
    static MailboxName canonical(MailboxName typed) {
        return of(typed)
                .flatMap(name -> name.rest().flatMap(rest -> shown(name.owner(), rest)))
                .orElse(typed);
    }

    /** Whether a name in one's own account would stand where other people's mailboxes do. */
    static boolean isTaken(MailboxName own) {
        return own.toString().equals(TOP) || own.toString().startsWith(PREFIX);
    }
}
