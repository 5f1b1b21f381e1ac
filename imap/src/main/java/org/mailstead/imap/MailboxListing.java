package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.imap.ListOptions.Choice;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.SpecialUse;

/** Works out which names LIST shows, and how. RFC 5258 §3, RFC 9051 §6.3.9. */
final class MailboxListing {
    private final ListOptions options;
    private final TreeMap<MailboxName, Reachable> mailboxes = new TreeMap<>();
    private final Set<MailboxName> subscribed;

    /** Mailboxes, subscribed names if they are asked for, and all levels above them. */
    private final TreeSet<MailboxName> names = new TreeSet<>();

    /** Names that have one below them that is chosen. */
    private final Set<MailboxName> aboveChosen = new TreeSet<>();

    private MailboxListing(ImapSession session, WithAccount state, ListOptions options) {
        this.options = options;
        for (Reachable each : session.reachable(state))
            mailboxes.put(each.located().shown(), each);
        subscribed = options.tellsSubscribed() ? state.mail().subscriptions() : Set.of();
        names.addAll(mailboxes.keySet());
        if (options.chooses(Choice.SUBSCRIBED)) names.addAll(subscribed);
        for (MailboxName name : List.copyOf(names)) addAbove(name, names);
        if (options.chooses(Choice.RECURSIVEMATCH)) {
            for (MailboxName name : names) if (chosen(name)) addAbove(name, aboveChosen);
        }
    }

    static List<Entry> of(ImapSession session, WithAccount state, ListOptions options, List<ListPattern> wanted) {
        return new MailboxListing(session, state, options).matching(wanted);
    }

    /** A mailbox may have lost the one above it, which clients must still be able to show. RFC 3501 §6.3.4. */
    private static void addAbove(MailboxName name, Set<MailboxName> names) {
        var parent = name.parent();
        while (parent.isPresent() && names.add(parent.get()))
            parent = parent.get().parent();
    }

    private List<Entry> matching(List<ListPattern> wanted) {
        var entries = new ArrayList<Entry>();
        for (MailboxName name : names) {
            if (wanted.stream().noneMatch(pattern -> pattern.matches(name.toString()))) continue;
            boolean childInfo = aboveChosen.contains(name);
            if (chosen(name) || childInfo) entries.add(entry(name, childInfo));
        }
        return entries;
    }

    private boolean chosen(MailboxName name) {
        if (options.chooses(Choice.SUBSCRIBED) && !subscribed.contains(name)) return false;
        if (!options.chooses(Choice.SPECIAL_USE)) return true;
        Reachable found = mailboxes.get(name);
        return found != null && !found.mailbox().uses().isEmpty();
    }

    private Entry entry(MailboxName name, boolean childInfo) {
        return new Entry(name, mailboxes.get(name), hasMailboxBelow(name), subscribed.contains(name), childInfo);
    }

    /** A name that is only subscribed is nobody's child. */
    private boolean hasMailboxBelow(MailboxName name) {
        MailboxName after = mailboxes.higherKey(name);
        return after != null && after.isBelow(name);
    }

    /**
     * One line of the answer.
     *
     * @param found null where there only is a name
     * @param childInfo whether something below is chosen. RFC 5258 §3.5
     */
    record Entry(MailboxName name, @Nullable Reachable found, boolean children, boolean subscribed, boolean childInfo) {
        void write(ImapWriter out, ListOptions options, boolean newAttributes) throws IOException {
            var attributes = new ArrayList<String>();
            if (found == null) attributes.add(newAttributes ? "\\NonExistent" : "\\Noselect");
            if (subscribed) attributes.add("\\Subscribed");
            attributes.add(children ? "\\HasChildren" : "\\HasNoChildren");
            if (found != null) {
                found.mailbox().uses().stream().map(SpecialUse::attribute).forEach(attributes::add);
            }
            out.text("* LIST (")
                    .text(String.join(" ", attributes))
                    .text(") \"/\" ")
                    .mailbox(name);
            if (childInfo) out.text(" (\"CHILDINFO\" (" + options.base() + "))");
            out.line();
        }
    }
}
