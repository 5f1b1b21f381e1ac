package org.mailstead.imap;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.imap.Followed.Happened;
import org.mailstead.imap.Followed.Known;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.ServerAnnotations;

/** Everything a client follows by NOTIFY but the messages of the open mailbox. RFC 5465 §5. */
final class FollowedMailboxes {
    /** Mailboxes followed for one client: their names are kept, and all of them looked at when it asks for STATUS. */
    private static final int MAILBOXES = 2_000;

    /** Lines for one moment; a client that would get more does better to ask anew. RFC 5465 §5.8. */
    private static final int LINES = 500;

    private final ImapSession session;
    private final Interests interests;
    private final Map<String, Followed> accounts = new LinkedHashMap<>();
    private final ServerAnnotations server;
    private long serverToldUpTo;
    private Set<MailboxName> subscribed;

    FollowedMailboxes(ImapSession session, WithAccount state, Interests interests) {
        this.session = session;
        this.interests = interests;
        this.server = session.server().mail().serverAnnotations();
        this.serverToldUpTo = server.journal().version();
        this.subscribed = state.mail().subscriptions();
        follow(state.account(), state);
        for (Account owner : session.namespaces().owners(state)) {
            // Of what is refused anyway no more needs to be looked at.
            if (tooMany()) break;
            follow(owner, state);
        }
    }

    private Followed follow(Account owner, WithAccount state) {
        MailAccount mail = owner.equals(state.account())
                ? state.mail()
                : session.server().mail().account(owner.id().value());
        var followed = new Followed(owner, mail);
        for (Reachable each : followed.reachable(session, state)) {
            followed.know(each, wanted(each.located(), state));
        }
        accounts.put(mail.id(), followed);
        return followed;
    }

    private Set<NotifyEvent> wanted(Located located, WithAccount state) {
        return interests.in(located, subscribed, state);
    }

    List<MailAccount> accounts() {
        return accounts.values().stream().map(Followed::mail).toList();
    }

    boolean tooMany() {
        return accounts.values().stream().mapToInt(each -> each.known().size()).sum() > MAILBOXES;
    }

    /**
     * The answer to NOTIFY SET: which of the mailboxes may not be read and so are only half followed, and, if {@code status}, how the
     * others are. RFC 5465 §3.1.
     */
    void tellFirst(boolean status, WithAccount state) throws IOException {
        for (Followed account : accounts.values()) {
            var news = new News();
            for (Reachable each : account.reachable(session, state)) {
                Known known = account.known().get(each.mailbox().id());
                if (known == null) continue;
                boolean messages = known.wanted().stream().anyMatch(NotifyEvent::ofMessages);
                if (!known.readable()) news.list(ListLine.of(each));
                else if (status && messages && !isOpen(account, each.mailbox().id(), state)) {
                    news.status(each, known.wants(NotifyEvent.FLAG_CHANGE));
                }
            }
            news.tell(session, account, subscribed, state);
        }
    }

    /** Returns false, with nothing told, if that would be too much. */
    boolean tellNews(boolean sharingMayHaveChanged, WithAccount state) throws IOException {
        Map<Followed, News> all = new LinkedHashMap<>();
        var ofServer = new News();
        for (Followed account : List.copyOf(accounts.values())) {
            var news = new News();
            if (!gather(account, news, ofServer, state)) return false;
            all.put(account, news);
        }
        if (sharingMayHaveChanged) gatherSharing(all, state);
        if (!gatherServer(ofServer)) return false;
        if (tooMany() || all.values().stream().mapToInt(News::lines).sum() > LINES) return false;
        for (var each : all.entrySet()) each.getValue().tell(session, each.getKey(), subscribed, state);
        ofServer.tellOfServer(session.out());
        return true;
    }

    private boolean gather(Followed account, News news, News ofServer, WithAccount state) {
        var names = new LinkedHashSet<String>();
        var happened = account.happened(session, state, names).orElse(null);
        if (happened == null) return false;
        Happened toAccount = happened.get(MailboxId.NONE);
        if (toAccount != null && account.mail() == state.mail()) {
            gatherSubscriptions(names, news, state);
            // What one keeps with the server for oneself is kept in one's account.
            if (interests.ofServer()) ofServer.entriesOfServer(toAccount.entries);
        }
        happened.forEach((id, what) -> {
            if (!id.equals(MailboxId.NONE)) gather(account, id, what, news, state);
        });
        news.dropMovedAlong();
        return true;
    }

    private boolean gatherServer(News news) {
        if (!interests.ofServer()) return true;
        Actor me = session.actor();
        serverToldUpTo = server.journal().read(serverToldUpTo, entry -> {
            if (Followed.isBy(me, entry)) return;
            for (Event event : entry.events()) news.entriesOfServer(event.names());
        });
        return serverToldUpTo >= 0;
    }

    private void gather(Followed account, MailboxId id, Happened what, News news, WithAccount state) {
        Known before = account.known().get(id);
        Known now = before;
        if (what.itself) {
            Reachable found = what.found;
            if (found == null) account.known().remove(id);
            else account.know(found, wanted(found.located(), state));
            now = account.known().get(id);
            if (what.itselfByOthers) gatherName(account, id, new Change(before, now, found, what.oldName), news, state);
        }
        if (now == null || !now.readable()) return;
        boolean isNew = what.itselfByOthers && (before == null || !before.readable());
        boolean told = (now.wants(NotifyEvent.MESSAGE_NEW) && (what.messages || isNew))
                || (now.wants(NotifyEvent.FLAG_CHANGE) && what.flags);
        if (told && !isOpen(account, id, state)) {
            account.reach(session, state, id).ifPresent(found -> news.status(found, false));
        }
        if (now.wants(NotifyEvent.MAILBOX_METADATA_CHANGE) && !what.entries.isEmpty()) {
            news.entries(now.shown(), what.entries);
        }
    }

    /** @param found null if the client can no longer see it; not null, with {@code now} null, if he did not ask for it */
    private record Change(
            @Nullable Known before,
            @Nullable Known now,
            @Nullable Reachable found,
            @Nullable String old) {
        boolean wants(NotifyEvent event) {
            return (before != null && before.wants(event)) || (now != null && now.wants(event));
        }
    }

    private void gatherName(Followed account, MailboxId id, Change change, News news, WithAccount state) {
        if (change.before == null && change.now == null) return;
        boolean named = change.wants(NotifyEvent.MAILBOX_NAME);
        if (change.found == null) {
            boolean taken = account.mail().mailbox(id).isPresent();
            // Somebody who asked for its messages must know that he will hear no more of them. RFC 5465 §5.9.
            if (change.before == null || (!named && !taken)) return;
            news.list(ListLine.missing(change.before.shown(), taken));
            if (named) gatherParent(account, change.before.shown(), news, state);
            return;
        }
        MailboxName shown = change.found.located().shown();
        if (change.before == null) {
            if (!named) return;
            MailboxName old = account.mail() == state.mail() && change.old != null
                    ? MailboxName.of(change.old)
                            .filter(name -> !name.equals(shown))
                            .orElse(null)
                    : null;
            news.list(new ListLine(shown, change.found, old, false));
            if (old == null) gatherParent(account, shown, news, state);
        } else if (!change.before.shown().equals(shown)) {
            if (named) news.list(new ListLine(shown, change.found, change.before.shown(), false));
        } else if (change.before.readable() != change.found.rights().has(Right.READ)) {
            news.list(ListLine.of(change.found));
        }
    }

    /** The one above has a child more or less. RFC 5465 §5.4. */
    private void gatherParent(Followed account, MailboxName name, News news, WithAccount state) {
        MailboxName parent = name.parent().orElse(null);
        if (parent == null || news.lists(parent)) return;
        Located located;
        try {
            located = session.locate(state, parent);
        } catch (MailboxException aboveAnyAccount) {
            return;
        }
        if (!wanted(located, state).contains(NotifyEvent.MAILBOX_NAME)) return;
        Reachable found = located.find()
                .flatMap(mailbox -> account.reach(session, state, mailbox.id()))
                .orElse(null);
        news.list(found == null ? ListLine.missing(parent, false) : ListLine.of(found));
    }

    private void gatherSubscriptions(Set<String> byOthers, News news, WithAccount state) {
        subscribed = state.mail().subscriptions();
        for (String text : byOthers) {
            MailboxName name = MailboxName.of(text).orElseThrow();
            Located located;
            Reachable found = null;
            try {
                located = session.locate(state, name);
                Followed account = accounts.get(located.mail().id());
                if (account != null) {
                    found = located.find()
                            .flatMap(mailbox -> account.reach(session, state, mailbox.id()))
                            .orElse(null);
                }
            } catch (MailboxException hidden) {
                located = Located.own(name, state);
            }
            // As a member of the subscribed ones it counts even where it has just ceased to be one.
            if (!interests.in(located, Set.of(name), state).contains(NotifyEvent.SUBSCRIPTION_CHANGE)) continue;
            news.list(found == null ? ListLine.missing(name, false) : ListLine.of(found));
        }
        if (interests.bySubscription()) choose(state);
    }

    /** Decides anew which mailboxes are followed. RFC 5465 §6.4. */
    private void choose(WithAccount state) {
        for (Followed account : accounts.values()) {
            account.known().clear();
            for (Reachable each : account.reachable(session, state)) {
                account.know(each, wanted(each.located(), state));
            }
        }
    }

    /** Accounts that share something since lately, or no longer anything. RFC 5465 §5.9. */
    private void gatherSharing(Map<Followed, News> all, WithAccount state) {
        var owners = session.namespaces().owners(state);
        var ids = new HashSet<String>();
        ids.add(state.mail().id());
        for (Account owner : owners) {
            ids.add(owner.id().value());
            if (accounts.containsKey(owner.id().value())) continue;
            Followed account = follow(owner, state);
            account.known().clear();
            var news = new News();
            for (Reachable each : account.reachable(session, state)) {
                MailboxId id = each.mailbox().id();
                var seen = new Happened();
                seen.itself = true;
                seen.itselfByOthers = true;
                seen.found = each;
                gather(account, id, seen, news, state);
            }
            all.put(account, news);
        }
        for (Followed account : List.copyOf(accounts.values())) {
            if (ids.contains(account.mail().id())) continue;
            News news = all.computeIfAbsent(account, _ -> new News());
            for (Known each : account.known().values()) {
                if (each.wants(NotifyEvent.MAILBOX_NAME)) news.list(ListLine.missing(each.shown(), false));
            }
            account.end();
            accounts.remove(account.mail().id());
        }
    }

    private static boolean isOpen(Followed account, MailboxId id, WithAccount state) {
        return state instanceof InMailbox selected
                && selected.open().mail() == account.mail()
                && selected.open().id().equals(id);
    }
}
