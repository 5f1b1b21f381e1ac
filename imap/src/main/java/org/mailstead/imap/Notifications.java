package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;

/**
 * What one client wants to be told unasked: by IDLE alone of the open mailbox while it idles, by NOTIFY of whatever it
 * named. RFC 2177 §3, RFC 5465 §3.1. Used by whoever has the session's turn.
 */
final class Notifications implements AutoCloseable {
    /** Mailboxes followed for one client: each change makes us look at all of them. */
    private static final int MAILBOXES = 2_000;

    /** Lines for one change; a client that would get more does better to ask anew. RFC 5465 §5.8. */
    private static final int LINES = 500;

    private final ImapSession session;
    private final boolean asked;
    private final List<EventGroup> groups;
    private final List<Runnable> stops = new ArrayList<>();

    private Map<Key, Reachable> known = Map.of();
    private Set<MailboxName> subscribed = Set.of();

    private record Key(MailAccount mail, MailboxId id) {}

    private Notifications(ImapSession session, boolean asked, List<EventGroup> groups) {
        this.session = session;
        this.asked = asked;
        this.groups = groups;
    }

    /** Before any NOTIFY. */
    static Notifications unasked(ImapSession session) {
        return new Notifications(session, false, List.of());
    }

    /** After NOTIFY; tells nothing before {@link #start}. */
    static Notifications asked(ImapSession session, WithAccount state, List<EventGroup> groups) {
        var asked = new Notifications(session, true, groups);
        if (asked.followsOthers()) {
            asked.known = asked.mailboxes(state);
            asked.subscribed = state.mail().subscriptions();
        }
        return asked;
    }

    /** Whether there is something to tell while the client does not idle. */
    boolean anytime() {
        return !groups.isEmpty();
    }

    boolean tooMany(WithAccount state) {
        return interesting(state).size() > MAILBOXES;
    }

    private boolean followsOthers() {
        return groups.stream().anyMatch(group -> !group.scope().kind().isSelected());
    }

    void start(WithAccount state) {
        if (!anytime()) return;
        var push = new Push(session);
        var accounts = new LinkedHashSet<MailAccount>();
        // All of them, since any mailbox may be the one opened next.
        accounts.add(state.mail());
        for (Reachable each : session.reachable(state))
            accounts.add(each.located().mail());
        for (MailAccount account : accounts) stops.add(account.watch(push::hint)::close);
        // Something may have changed before the watch was set.
        push.hint();
    }

    @Override
    public void close() {
        stops.forEach(Runnable::run);
        stops.clear();
    }

    /** STATUS of the mailboxes that are followed. RFC 5465 §3.1. */
    void tellStatus(WithAccount state) throws IOException {
        for (var entry : interesting(state).entrySet()) {
            boolean messages = entry.getValue().events().stream().anyMatch(NotifyEvent::ofMessages);
            if (messages && !isOpen(entry.getKey(), state)) tellStatus(known.get(entry.getKey()));
        }
    }

    /** The client's turn after a command: everything about the open mailbox, as without NOTIFY. */
    void afterCommand(OpenMailbox open, boolean expungeAllowed) throws IOException {
        tellOpen(open, expungeAllowed);
    }

    /** Between commands, or while the client idles. */
    void push(WithAccount state, boolean idling) throws IOException {
        if (asked && groups.isEmpty()) return;
        if (state instanceof InMailbox selected) pushOpen(selected.open(), idling);
        if (followsOthers()) tellOthers(state);
    }

    private void pushOpen(OpenMailbox open, boolean idling) throws IOException {
        if (!asked) {
            tellOpen(open, true);
            return;
        }
        EventGroup group = openGroup();
        if (group == null || group.events().isEmpty()) return;
        if (!group.wants(NotifyEvent.FLAG_CHANGE) && !open.othersCameOrWent()) return;
        // Who says SELECTED counts by UIDs, and may be told at any time. RFC 5465 §6.1.
        tellOpen(open, idling || group.scope().kind() == MailboxScope.Kind.SELECTED);
    }

    private @Nullable EventGroup openGroup() {
        for (EventGroup group : groups) if (group.scope().kind().isSelected()) return group;
        return null;
    }

    /** What is new is fetched at once where that was asked for. RFC 5465 §5.2. */
    private void tellOpen(OpenMailbox open, boolean expungeAllowed) throws IOException {
        int next = open.view().uidNext();
        open.sync(session.out(), expungeAllowed);
        EventGroup group = openGroup();
        if (group == null || group.items().isEmpty() || open.view().uidNext() == next) return;
        var added = new SequenceSet.Builder();
        added.add(next, open.view().uidNext() - 1);
        new Fetching(session, open, group.items(), true).run(added.build(), FetchModifiers.NONE);
    }

    private Map<Key, Reachable> mailboxes(WithAccount state) {
        var all = new HashMap<Key, Reachable>();
        for (Reachable each : session.reachable(state)) all.put(key(each), each);
        return all;
    }

    private static Key key(Reachable each) {
        return new Key(each.located().mail(), each.mailbox().id());
    }

    private static boolean isOpen(Key key, WithAccount state) {
        return state instanceof InMailbox selected
                && selected.open().mail() == key.mail()
                && selected.open().id().equals(key.id());
    }

    /** The group each mailbox falls into: the first that names it. RFC 5465 §6. */
    private Map<Key, EventGroup> interesting(WithAccount state) {
        var found = new HashMap<Key, EventGroup>();
        var all = List.copyOf(known.values());
        for (EventGroup group : groups) {
            for (Reachable each : group.scope().among(all, state)) found.putIfAbsent(key(each), group);
        }
        return found;
    }

    private void tellOthers(WithAccount state) throws IOException {
        var before = known;
        var subscribedBefore = subscribed;
        known = mailboxes(state);
        subscribed = state.mail().subscriptions();
        var now = known;
        // By the names of both: what moves into or out of a group is of interest to it.
        var interesting = interesting(state);
        known = before;
        interesting(state).forEach(interesting::putIfAbsent);
        known = now;
        var lines = new ArrayList<Line>();
        for (var entry : interesting.entrySet()) {
            Key key = entry.getKey();
            Line line = change(before.get(key), now.get(key), entry.getValue(), isOpen(key, state));
            if (line != null) lines.add(line);
        }
        for (MailboxName name : changed(subscribedBefore, subscribed)) {
            if (wantsSubscription(name, state)) lines.add(() -> tellName(name, found(name), null));
        }
        if (lines.size() > LINES) {
            session.out().untagged("OK", ImapReplies.NOTIFICATION_OVERFLOW);
            session.notifications(asked(session, state, List.of()));
            return;
        }
        for (Line line : lines) line.tell();
    }

    private interface Line {
        void tell() throws IOException;
    }

    private @Nullable Line change(@Nullable Reachable before, @Nullable Reachable now, EventGroup group, boolean open) {
        if (now == null) {
            if (before == null || !group.wants(NotifyEvent.MAILBOX_NAME)) return null;
            MailboxName gone = before.located().shown();
            return () -> tellName(gone, null, null);
        }
        MailboxName name = now.located().shown();
        boolean wanted = group.wants(NotifyEvent.MAILBOX_NAME);
        if (before == null) return wanted ? () -> tellName(name, now, null) : null;
        MailboxName old = before.located().shown();
        if (!old.equals(name)) return wanted ? () -> tellName(name, now, old) : null;
        if (open) return null;
        Mailbox was = before.mailbox();
        Mailbox is = now.mailbox();
        boolean counts = was.uidNext() != is.uidNext() || was.messages() != is.messages();
        boolean flags = was.changeNumber() != is.changeNumber();
        boolean tell =
                (counts && group.wants(NotifyEvent.MESSAGE_NEW)) || (flags && group.wants(NotifyEvent.FLAG_CHANGE));
        return tell ? () -> tellStatus(now) : null;
    }

    /** RFC 5465 §5.1, §5.2: what a client needs to see whether it wants to open the mailbox. */
    private void tellStatus(@Nullable Reachable mailbox) throws IOException {
        // Who may only see that it is there is not told how much is in it. RFC 5465 §5.
        if (mailbox == null || !mailbox.located().rights(mailbox.mailbox()).has(Right.READ)) return;
        var items = new ArrayList<>(
                List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY, StatusItem.UNSEEN));
        if (session.enabled(Extension.CONDSTORE)) items.add(StatusItem.HIGHESTMODSEQ);
        StatusItem.write(mailbox.located(), mailbox.mailbox(), items, session);
    }

    private static Set<MailboxName> changed(Set<MailboxName> before, Set<MailboxName> now) {
        var changed = new LinkedHashSet<>(before);
        changed.addAll(now);
        changed.removeIf(name -> before.contains(name) && now.contains(name));
        return changed;
    }

    private boolean wantsSubscription(MailboxName name, WithAccount state) {
        Reachable there = found(name);
        Located located = there == null ? Located.own(name, state) : there.located();
        for (EventGroup group : groups) {
            if (group.scope().holds(located, Set.of(name), state)) return group.wants(NotifyEvent.SUBSCRIPTION_CHANGE);
        }
        return false;
    }

    private @Nullable Reachable found(MailboxName name) {
        for (Reachable each : known.values()) if (each.located().shown().equals(name)) return each;
        return null;
    }

    /** RFC 5465 §5.4, §5.5. */
    private void tellName(MailboxName name, @Nullable Reachable found, @Nullable MailboxName old) throws IOException {
        ImapWriter out = session.out();
        out.text("* LIST (").text(found == null ? "\\NonExistent" : children(name));
        if (subscribed.contains(name)) out.text(" \\Subscribed");
        if (found != null) for (var use : found.mailbox().uses()) out.text(" ").text(use.attribute());
        out.text(") \"/\" ").mailbox(name);
        if (old != null) out.text(" (\"OLDNAME\" (").mailbox(old).text("))");
        out.line();
    }

    private String children(MailboxName name) {
        boolean some =
                known.values().stream().anyMatch(each -> each.located().shown().isBelow(name));
        return some ? "\\HasChildren" : "\\HasNoChildren";
    }
}
