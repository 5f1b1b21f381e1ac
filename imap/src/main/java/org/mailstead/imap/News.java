package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/** What a client that said NOTIFY is told of one account at one moment: of each mailbox once. RFC 5465 §5. */
final class News {
    private final Map<MailboxName, ListLine> lists = new TreeMap<>();
    private final Map<MailboxName, Reachable> status = new TreeMap<>();
    private final Set<MailboxName> withModSeq = new TreeSet<>();
    private final Map<MailboxName, Set<String>> entries = new TreeMap<>();
    private final Set<String> entriesOfServer = new TreeSet<>();

    void list(ListLine line) {
        lists.put(line.name(), line);
    }

    boolean lists(MailboxName name) {
        return lists.containsKey(name);
    }

    /** @param modSeq whether its last change is told also to a client that has not asked for such numbers yet */
    void status(Reachable mailbox, boolean modSeq) {
        MailboxName name = mailbox.located().shown();
        status.put(name, mailbox);
        if (modSeq) withModSeq.add(name);
    }

    void entries(MailboxName mailbox, Set<String> names) {
        entries.put(mailbox, names);
    }

    void entriesOfServer(Collection<String> names) {
        entriesOfServer.addAll(names);
    }

    int lines() {
        return lists.size() + status.size() + entries.size();
    }

    /** Mailboxes below one that was renamed go with it, which the client knows. RFC 5465 §5.4. */
    void dropMovedAlong() {
        var renamed = new TreeMap<MailboxName, MailboxName>();
        for (ListLine line : lists.values()) if (line.old() != null) renamed.put(line.old(), line.name());
        lists.values().removeIf(line -> {
            if (line.old() == null) return false;
            for (var above = line.old().parent();
                    above.isPresent();
                    above = above.get().parent()) {
                MailboxName to = renamed.get(above.get());
                if (to != null
                        && line.old()
                                .moved(above.get(), to)
                                .filter(line.name()::equals)
                                .isPresent()) {
                    return true;
                }
            }
            return false;
        });
    }

    void tell(ImapSession session, Followed account, Set<MailboxName> subscribed, WithAccount state)
            throws IOException {
        if (!lists.isEmpty()) tellLists(session, account, subscribed, state);
        for (var each : status.entrySet()) tellStatus(session, each.getValue(), withModSeq.contains(each.getKey()));
        for (var each : entries.entrySet()) {
            session.out().text("* METADATA ").mailbox(each.getKey());
            tellNames(session.out(), each.getValue());
        }
    }

    private void tellLists(ImapSession session, Followed account, Set<MailboxName> subscribed, WithAccount state)
            throws IOException {
        var all = new TreeSet<MailboxName>();
        for (Reachable each : account.reachable(session, state))
            all.add(each.located().shown());
        for (ListLine line : lists.values()) {
            MailboxName after = all.higher(line.name());
            line.write(session.out(), after != null && after.isBelow(line.name()), subscribed);
        }
    }

    /** What a client needs to see whether it wants to open the mailbox. RFC 5465 §3.1, §5.1, §5.2. */
    private static void tellStatus(ImapSession session, Reachable mailbox, boolean modSeq) throws IOException {
        var items = new ArrayList<>(
                List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY, StatusItem.UNSEEN));
        boolean numbers = session.enabled(Extension.CONDSTORE) || (modSeq && session.offers(Extension.CONDSTORE));
        if (numbers) items.add(StatusItem.HIGHESTMODSEQ);
        StatusItem.write(mailbox.located(), mailbox.mailbox(), items, session);
    }

    /** Names only: whoever wants the values asks for them. RFC 5464 §4.4.2. */
    void tellOfServer(ImapWriter out) throws IOException {
        if (entriesOfServer.isEmpty()) return;
        out.text("* METADATA \"\"");
        tellNames(out, entriesOfServer);
    }

    private static void tellNames(ImapWriter out, Set<String> names) throws IOException {
        for (String name : new TreeSet<>(names)) out.text(" ").astring(name);
        out.line();
    }
}
