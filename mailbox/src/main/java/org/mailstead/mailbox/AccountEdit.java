package org.mailstead.mailbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;

/**
 * One piece of work on an account inside a transaction. Keeps the counters, the mailbox records and the journal true to
 * the messages it puts and removes, and writes them all at {@link #finish}.
 */
final class AccountEdit {
    private final Transaction tx;
    private final Clock clock;
    private final Actor by;
    private final Map<MailboxId, MailboxRow> mailboxes = new HashMap<>();
    private final Map<MailboxId, MailboxRow> dirty = new LinkedHashMap<>();
    private final Map<Kind, Map<MailboxId, Noted>> events = new LinkedHashMap<>();
    private @Nullable AccountRow account;
    private boolean accountDirty;

    /** What will stand in the journal of one kind of event in one mailbox. */
    private record Noted(UidSet.Builder uids, Set<String> names) {
        Noted() {
            this(new UidSet.Builder(), new LinkedHashSet<>());
        }

        Event as(Kind kind, MailboxId mailbox) {
            return new Event(kind, mailbox, uids.build(), List.copyOf(names));
        }
    }

    AccountEdit(Transaction tx, Clock clock, Actor by) {
        this.tx = tx;
        this.clock = clock;
        this.by = by;
    }

    Transaction tx() {
        return tx;
    }

    long change() {
        return tx.changeNumber();
    }

    boolean wasDelivered(String token) {
        return tx.get(AccountKeys.delivered(token)) != null;
    }

    void delivered(String token) {
        long now = clock.instant().getEpochSecond();
        tx.put(AccountKeys.delivered(token), new RowWriter().varint(now).toBytes());
    }

    AccountRow account() {
        if (account == null) {
            byte[] row = tx.get(AccountKeys.ACCOUNT);
            account = row == null ? AccountRow.NEW : AccountRow.decode(row);
        }
        return account;
    }

    private void account(AccountRow changed) {
        account = changed;
        accountDirty = true;
    }

    /** What the account holds, changes made here included. Rows of an older format are counted once. */
    Quota.Usage used() {
        Quota.Usage counted = account().used();
        if (counted != null) return counted;
        Quota.Usage[] sum = {new Quota.Usage(0, 0, 0)};
        tx.scan(AccountKeys.MAILBOXES, (_, row) -> {
            MailboxRow mailbox = MailboxRow.decode(row);
            sum[0] = sum[0].plus(mailbox.bytes(), mailbox.messages(), 1);
            return true;
        });
        return sum[0];
    }

    private void count(long storage, long messages, long mailboxCount) {
        account(account().withUsed(used().plus(storage, messages, mailboxCount)));
    }

    /** @throws MailboxException OVERQUOTA if the account may not hold so much more */
    void requireRoom(long storage, long messages, long mailboxCount) {
        used().requireRoom(account().quota(), storage, messages, mailboxCount);
    }

    /** Writes down what the account holds, if it has not been. */
    void countOnce() {
        if (account().used() == null) count(0, 0, 0);
    }

    void quota(Quota quota) {
        account(account().withQuota(quota));
    }

    MailboxRow mailbox(MailboxId id) {
        return find(id).orElseThrow(() -> new MailboxException(Reason.NONEXISTENT, "this mailbox no longer exists"));
    }

    Optional<MailboxRow> find(MailboxId id) {
        MailboxRow known = mailboxes.get(id);
        if (known != null) return Optional.of(known);
        byte[] row = tx.get(AccountKeys.mailbox(id));
        if (row == null) return Optional.empty();
        MailboxRow read = MailboxRow.decode(row);
        mailboxes.put(id, read);
        return Optional.of(read);
    }

    void mailbox(MailboxId id, MailboxRow changed) {
        mailboxes.put(id, changed);
        dirty.put(id, changed);
    }

    MailboxId createMailbox(MailboxName name, Set<SpecialUse> uses) {
        long uidValidity =
                Math.max(account().lastUidValidity() + 1, clock.instant().getEpochSecond());
        var id = new MailboxId(account().nextMailbox());
        count(0, 0, 1);
        account(account().withMailbox(uidValidity));
        mailbox(id, MailboxRow.empty(name, uidValidity, change(), uses));
        tx.put(AccountKeys.name(name), nameRow(id));
        AccessLists.inherit(tx, name, id);
        record(Kind.MAILBOX_CREATED, id);
        return id;
    }

    void renameMailbox(MailboxId id, MailboxName to) {
        MailboxRow row = mailbox(id);
        tx.delete(AccountKeys.name(row.name()));
        tx.put(AccountKeys.name(to), nameRow(id));
        mailbox(id, row.named(to, change()));
        record(Kind.MAILBOX_RENAMED, id, row.name().toString());
    }

    void deleteMailbox(MailboxId id) {
        // First, since an account not counted yet is counted by the rows there are.
        count(0, 0, -1);
        tx.delete(AccountKeys.name(mailbox(id).name()));
        tx.delete(AccountKeys.mailbox(id));
        tx.deleteRange(AccountKeys.allVanished(id));
        tx.deleteRange(Annotations.of(id));
        tx.delete(AccountKeys.grants(id));
        tx.delete(UrlKeys.key(id));
        mailboxes.remove(id);
        dirty.remove(id);
        record(Kind.MAILBOX_DELETED, id);
    }

    private static byte[] nameRow(MailboxId id) {
        return new org.mailstead.store.RowWriter().varint(id.value()).toBytes();
    }

    /** Keeps a message's unchanging part under a new id. */
    long newMessage(PreparedMessage message) {
        long id = account().nextMessage();
        account(account().withNextMessage(id + 1));
        long thread = ThreadIndex.enter(tx, message.index(), id);
        tx.put(AccountKeys.message(id), MessageRecord.encode(message, thread));
        return id;
    }

    /** Puts a message at the end of a mailbox and returns its UID. */
    int add(MailboxId to, long messageId, long flags, int bytes, long date) {
        MailboxRow mailbox = mailbox(to);
        int uid = mailbox.uidNext();
        if (uid == Integer.MAX_VALUE) {
            throw new MailboxException(Reason.LIMIT, "this mailbox has given out all its message numbers");
        }
        var row = new MessageRow(
                uid, flags, change(), messageId, bytes, date, clock.instant().getEpochSecond());
        tx.put(AccountKeys.place(to, uid), row.encode());
        tx.put(AccountKeys.link(messageId, to, uid), MessageRecord.LIVE);
        mailbox(to, mailbox.with(row));
        count(bytes, 1, 0);
        record(Kind.ADDED, to, uid);
        return uid;
    }

    void reflag(MailboxId in, MessageRow row, long flags) {
        tx.put(AccountKeys.place(in, row.uid()), row.withFlags(flags, change()).encode());
        mailbox(in, mailbox(in).reflagged(row, flags, change()));
        record(Kind.REFLAGGED, in, row.uid());
    }

    /** Takes a message away; it can be brought back for a while. */
    void expunge(MailboxId from, MessageRow row) {
        long now = clock.instant().getEpochSecond();
        tx.put(AccountKeys.expunged(now, from, row.uid()), row.encode());
        tx.put(AccountKeys.link(row.messageId(), from, row.uid()), MessageRecord.EXPUNGED);
        takeOut(from, row);
    }

    /** Takes a message away that has just been put elsewhere in the account. */
    void moveAway(MailboxId from, MessageRow row) {
        tx.delete(AccountKeys.link(row.messageId(), from, row.uid()));
        takeOut(from, row);
    }

    private void takeOut(MailboxId from, MessageRow row) {
        tx.delete(AccountKeys.place(from, row.uid()));
        mailbox(from, mailbox(from).without(row, change()));
        count(-row.bytes(), -1, 0);
        record(Kind.EXPUNGED, from, row.uid());
    }

    /** Rows of those of {@code uids} that exist, ascending. */
    List<MessageRow> rows(MailboxId in, UidSet uids) {
        var keys = new ArrayList<byte[]>();
        uids.forEach(uid -> keys.add(AccountKeys.place(in, uid)));
        var values = tx.getAll(keys);
        var rows = new ArrayList<MessageRow>(values.size());
        int[] at = {0};
        uids.forEach(uid -> {
            byte @Nullable [] value = values.get(at[0]++);
            if (value != null) rows.add(MessageRow.decode(uid, value));
        });
        return rows;
    }

    void record(Kind kind, MailboxId mailbox) {
        noted(kind, mailbox);
    }

    /** @param name as {@link Event#names} says */
    void record(Kind kind, MailboxId mailbox, String name) {
        noted(kind, mailbox).names().add(name);
    }

    void record(Kind kind, MailboxId mailbox, int uid) {
        noted(kind, mailbox).uids().add(uid);
    }

    private Noted noted(Kind kind, MailboxId mailbox) {
        return events.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).computeIfAbsent(mailbox, _ -> new Noted());
    }

    /** Beside the journal, since a client that comes back asks for one mailbox only. RFC 7162 §3.2.5. */
    private void logVanished(Event event) {
        if (find(event.mailbox()).isEmpty()) return;
        tx.put(
                AccountKeys.vanished(event.mailbox(), change(), tx.ordinal()),
                event.uids().encode());
    }

    void journalFrom(long change) {
        account(account().withJournalFrom(change));
    }

    void finish() {
        dirty.forEach((id, row) -> tx.put(AccountKeys.mailbox(id), row.encode()));
        if (accountDirty) tx.put(AccountKeys.ACCOUNT, account().encode());
        if (events.isEmpty()) return;
        var all = new ArrayList<Event>();
        events.forEach((kind, byMailbox) -> byMailbox.forEach((id, noted) -> all.add(noted.as(kind, id))));
        var entry = new JournalEntry(clock.instant().getEpochSecond(), by, all);
        if (tx.ordinal() < 0) throw new StoreFault("negative ordinal");
        tx.put(AccountKeys.journal(change(), tx.ordinal()), entry.encode());
        for (Event event : all) if (event.kind() == Kind.EXPUNGED) logVanished(event);
    }
}
