package org.mailstead.imap;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.JournalEntry;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;

/**
 * One account whose mailboxes a client follows by NOTIFY: those among them that it asked for, and how far it has been told of the
 * account's journal. What happens costs by how much it is, not by how many mailboxes there are.
 */
final class Followed {
    /** Looks begun anew because something changed meanwhile; in an account in which it never ends, what is told may be a little old. */
    private static final int LOOKS = 5;

    private final Account owner;
    private final MailAccount mail;
    private final Map<MailboxId, Known> known = new HashMap<>();
    private long toldUpTo;
    private boolean ended;

    /**
     * A mailbox as the client last heard of it.
     *
     * @param readable whether more may be told than its name
     */
    record Known(MailboxName shown, boolean readable, Set<NotifyEvent> wanted) {
        boolean wants(NotifyEvent event) {
            return wanted.contains(event);
        }
    }

    /** What happened to one mailbox since the client was last told. */
    static final class Happened {
        /** Whether anything was done to the mailbox itself, and whether by somebody else. */
        boolean itself;

        boolean itselfByOthers;
        boolean messages;
        boolean flags;

        @Nullable
        String oldName;

        /** How the mailbox is now, if it was the mailbox itself; null if the client can no longer see it. */
        @Nullable
        Reachable found;

        final Set<String> entries = new LinkedHashSet<>();
    }

    Followed(Account owner, MailAccount mail) {
        this.owner = owner;
        this.mail = mail;
        toldUpTo = mail.version();
    }

    Account owner() {
        return owner;
    }

    MailAccount mail() {
        return mail;
    }

    Map<MailboxId, Known> known() {
        return known;
    }

    /** After nothing in it is shared any more, or the account is gone. */
    void end() {
        ended = true;
    }

    /** All mailboxes of the account that the client may see. */
    List<Reachable> reachable(ImapSession session, WithAccount state) {
        if (ended) return List.of();
        return owner.equals(state.account())
                ? session.namespaces().own(state)
                : session.namespaces().sharedBy(state, owner, mail);
    }

    Optional<Reachable> reach(ImapSession session, WithAccount state, MailboxId id) {
        return session.namespaces().reach(state, owner, mail, id);
    }

    /** Remembers how a mailbox is now, or forgets it if it is of no interest. */
    void know(Reachable now, Set<NotifyEvent> wanted) {
        MailboxId id = now.mailbox().id();
        if (wanted.isEmpty()) known.remove(id);
        else known.put(id, new Known(now.located().shown(), now.rights().has(Right.READ), wanted));
    }

    /**
     * What happened since the last time, and how the mailboxes are now, as of one moment: else what another did in between would pass
     * for known already.
     *
     * @param subscriptions gets the names that others subscribed or no longer subscribe
     * @return by mailbox, in the order it happened; empty if the journal no longer reaches back so far
     */
    Optional<Map<MailboxId, Happened>> happened(ImapSession session, WithAccount state, Set<String> subscriptions) {
        var happened = new LinkedHashMap<MailboxId, Happened>();
        for (int i = 0; i < LOOKS; i++) {
            if (!readOn(session.actor(), happened, subscriptions)) return Optional.empty();
            happened.forEach((id, what) -> {
                if (what.itself) what.found = reach(session, state, id).orElse(null);
            });
            if (mail.version() <= toldUpTo) break;
        }
        return Optional.of(happened);
    }

    /**
     * Reads on in the journal.
     *
     * @param me whose own doings are not to be told, but to be known
     * @return false if it no longer reaches back so far
     */
    private boolean readOn(Actor me, Map<MailboxId, Happened> happened, Set<String> subscriptions) {
        // The account has been removed, which is told as the end of sharing.
        if (mail.version() < toldUpTo) return true;
        long last = mail.journal().read(toldUpTo, entry -> {
            boolean mine = isBy(me, entry);
            for (Event event : entry.events()) {
                note(happened.computeIfAbsent(event.mailbox(), _ -> new Happened()), event, entry, mine, me);
                if (event.kind() == JournalEntry.Kind.SUBSCRIPTION_CHANGED && !mine)
                    subscriptions.addAll(event.names());
            }
        });
        if (last < 0) return false;
        toldUpTo = last;
        return true;
    }

    static boolean isBy(Actor me, JournalEntry entry) {
        return !me.connection().isEmpty() && me.connection().equals(entry.by().connection());
    }

    private void note(Happened happened, Event event, JournalEntry entry, boolean mine, Actor me) {
        switch (event.kind()) {
            case ADDED, EXPUNGED -> happened.messages |= !mine;
            case REFLAGGED -> happened.flags |= !mine;
            case MAILBOX_CREATED, MAILBOX_RENAMED, MAILBOX_DELETED, ACCESS_CHANGED -> {
                happened.itself = true;
                happened.itselfByOthers |= !mine;
                if (happened.oldName == null && !event.names().isEmpty())
                    happened.oldName = event.names().getFirst();
            }
            case ANNOTATED -> {
                if (!mine) happened.entries.addAll(entriesFor(me, entry, event.names(), mail.id()));
            }
            case SUBSCRIPTION_CHANGED, DOWNLOADED, HIDDEN, RESTORED -> {}
        }
    }

    /** What one reader keeps for himself is nobody else's affair. RFC 5464 §3.2. */
    static List<String> entriesFor(Actor me, JournalEntry entry, List<String> names, String owner) {
        String who = entry.by().account().isEmpty() ? owner : entry.by().account();
        boolean his = who.equals(me.account());
        return names.stream().filter(name -> his || name.startsWith("/shared/")).toList();
    }
}
