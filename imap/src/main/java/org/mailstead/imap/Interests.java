package org.mailstead.imap;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/**
 * What a client asked to be told, of which mailboxes. RFC 5465 §6.
 *
 * @param groups empty after NOTIFY NONE
 */
record Interests(List<EventGroup> groups) {
    /**
     * Events wanted of a mailbox by its name. Groups add up, but one that says NONE leaves none. What is told of the messages in the
     * selected mailbox is for {@link #selected} alone.
     */
    Set<NotifyEvent> in(Located mailbox, Set<MailboxName> subscribed, WithAccount state) {
        Set<NotifyEvent> wanted = EnumSet.noneOf(NotifyEvent.class);
        for (EventGroup group : groups) {
            if (!group.scope().holds(mailbox, subscribed, state)) continue;
            if (group.events().isEmpty()) return Set.of();
            wanted.addAll(group.events());
        }
        return wanted;
    }

    /** The group of the selected mailbox, if it has events at all. */
    Optional<EventGroup> selected() {
        return groups.stream()
                .filter(group ->
                        group.scope().kind().isSelected() && !group.events().isEmpty())
                .findFirst();
    }

    /** Whether mailboxes are followed that are not open. */
    boolean others() {
        return groups.stream()
                .anyMatch(group ->
                        !group.scope().kind().isSelected() && !group.events().isEmpty());
    }

    /** Whether it depends on the names subscribed which mailboxes are meant. */
    boolean bySubscription() {
        return groups.stream().anyMatch(group -> group.scope().kind() == MailboxScope.Kind.SUBSCRIBED);
    }

    /** The server has no mailbox, so whatever the group is about. RFC 5465 §5.7. */
    boolean ofServer() {
        return groups.stream().anyMatch(group -> group.wants(NotifyEvent.SERVER_METADATA_CHANGE));
    }
}
