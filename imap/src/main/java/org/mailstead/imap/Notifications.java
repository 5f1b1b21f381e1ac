package org.mailstead.imap;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;

/**
 * What one client wants to be told unasked: by IDLE alone of the open mailbox while it idles, by NOTIFY of whatever it
 * named. RFC 2177 §3, RFC 5465 §3.1. Used by whoever has the session's turn.
 */
final class Notifications implements AutoCloseable {
    /**
     * Changes of flags that a client made itself while the open mailbox stands still for it: each is kept until it is brought up to
     * date.
     */
    private static final int OWN_CHANGES = 1_000;

    private final ImapSession session;
    private final boolean asked;
    private final Interests interests;
    private final Push push;
    private final AtomicBoolean sharingMayHaveChanged = new AtomicBoolean();

    /** What ends each watch: by the account's id, and by other names what is no account. */
    private final Map<String, Runnable> watches = new HashMap<>();

    private @Nullable FollowedMailboxes others;

    private Notifications(ImapSession session, boolean asked, Interests interests) {
        this.session = session;
        this.asked = asked;
        this.interests = interests;
        this.push = new Push(session);
    }

    /** Before any NOTIFY. */
    static Notifications unasked(ImapSession session) {
        return new Notifications(session, false, new Interests(List.of()));
    }

    /** After NOTIFY; tells nothing before {@link #start}. */
    static Notifications asked(ImapSession session, WithAccount state, List<EventGroup> groups) {
        var asked = new Notifications(session, true, new Interests(groups));
        if (asked.interests.others()) asked.others = new FollowedMailboxes(session, state, asked.interests);
        return asked;
    }

    /** Whether there is something to tell while the client does not idle. */
    boolean anytime() {
        return others != null || interests.selected().isPresent();
    }

    boolean tooMany() {
        return others != null && others.tooMany();
    }

    void start(WithAccount state) {
        EventGroup selected = interests.selected().orElse(null);
        boolean flags = !asked || (selected != null && selected.wants(NotifyEvent.FLAG_CHANGE));
        session.enabled().flagChanges(flags, asked && flags);
        if (others != null) {
            Runnable sharing = () -> {
                sharingMayHaveChanged.set(true);
                push.hint();
            };
            watches.put("sharing", session.server().directory().sharing().watch(sharing)::close);
            if (interests.ofServer()) {
                watches.put(
                        "server", session.server().mail().serverAnnotations().watch(push::hint)::close);
            }
            watchOthers(others);
        }
        opened(state);
    }

    private void watchOthers(FollowedMailboxes followed) {
        for (MailAccount account : followed.accounts()) watch(account);
    }

    private void watch(MailAccount account) {
        if (watches.containsKey(account.id())) return;
        watches.put(account.id(), account.watch(push::hint)::close);
        // Something may have changed before the watch was set.
        push.hint();
    }

    /** After the client opened or closed a mailbox. */
    void opened(WithAccount state) {
        if (interests.selected().isPresent() && state instanceof InMailbox in)
            watch(in.open().mail());
    }

    @Override
    public void close() {
        watches.values().forEach(Runnable::run);
        watches.clear();
    }

    /** The answer to NOTIFY SET. RFC 5465 §3.1. */
    void tellFirst(boolean status, WithAccount state) throws IOException {
        if (others != null) others.tellFirst(status, state);
    }

    /**
     * After a command. A client that asked by NOTIFY for nothing about the open mailbox keeps it as it was, so that
     * message numbers stand still too: it hears what it did itself, and of new and lost messages when it asks.
     *
     * @param asks whether the command is there to hear what is new, or takes messages away
     */
    void afterCommand(OpenMailbox open, boolean expungeAllowed, boolean asks) throws IOException {
        boolean told = !asked || interests.selected().isPresent();
        if (told || asks || open.arrivals().fromMe() || open.ownChanges() > OWN_CHANGES) {
            tellOpen(open, expungeAllowed);
        }
    }

    /** Between commands, or while the client idles. */
    void push(WithAccount state, boolean idling) throws IOException {
        if (!asked) {
            if (state instanceof InMailbox selected) tellOpen(selected.open(), true);
            return;
        }
        EventGroup group = interests.selected().orElse(null);
        if (group != null && state instanceof InMailbox selected) pushOpen(selected.open(), group, idling);
        if (others != null) pushOthers(others, state);
    }

    private void pushOpen(OpenMailbox open, EventGroup group, boolean idling) throws IOException {
        if (!group.wants(NotifyEvent.FLAG_CHANGE) && !open.othersCameOrWent()) return;
        // Who says SELECTED counts by UIDs, and may be told at any time. RFC 5465 §6.1.
        tellOpen(open, idling || group.scope().kind() == MailboxScope.Kind.SELECTED);
    }

    private void pushOthers(FollowedMailboxes followed, WithAccount state) throws IOException {
        if (followed.tellNews(sharingMayHaveChanged.getAndSet(false), state)) {
            watchOthers(followed);
            return;
        }
        session.out().untagged("OK", ImapReplies.NOTIFICATION_OVERFLOW);
        session.notifications(asked(session, state, List.of()));
    }

    private void tellOpen(OpenMailbox open, boolean expungeAllowed) throws IOException {
        open.sync(session.out(), expungeAllowed);
        open.arrivals()
                .fetch(
                        session,
                        open,
                        interests.selected().map(EventGroup::items).orElse(List.of()));
    }
}
