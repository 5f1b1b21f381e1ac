package org.mailstead.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.mailstead.message.Preview;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionStore.Watch;
import org.mailstead.store.StoreFault;

/**
 * The mail of one account. Every method that changes something is durable at return. All methods may be called from any
 * thread. Methods that name a mailbox throw {@link MailboxException} with NONEXISTENT when it is gone.
 */
public final class MailAccount {
    private static final Actor SERVER = new Actor("server", "", "");

    private final AccountPartition partition;
    private final MailboxTree tree;
    private final MessageMoves moves;
    private final ViewCache views;
    private final RecentMarks recent;
    private final KeyCache keys;
    private final JunkOpinions opinions;

    MailAccount(
            AccountPartition partition,
            ViewCache views,
            RecentMarks recent,
            KeyCache keys,
            Supplier<JunkSorting> junkSorting) {
        this.keys = keys;
        this.partition = partition;
        this.views = views;
        this.recent = recent;
        this.moves = new MessageMoves(partition, views, recent);
        this.tree = new MailboxTree(partition, moves);
        this.opinions = new JunkOpinions(tree, junkSorting);
        tree.provision();
    }

    /** The account's id, the same for ever. */
    public String id() {
        return partition.partition().id();
    }

    /** The number of the last change to anything in the account. */
    public long version() {
        return partition.version();
    }

    /** The time by this account's clock. */
    public Instant now() {
        return partition.clock().instant();
    }

    /** Who else may do what with its mailboxes. Nothing else in this class asks for rights. */
    public AccessLists access() {
        return new AccessLists(partition);
    }

    /** All mailboxes, INBOX first. */
    public List<Mailbox> mailboxes() {
        return tree.all();
    }

    public Optional<Mailbox> mailbox(MailboxName name) {
        return tree.find(name);
    }

    public Optional<Mailbox> mailbox(MailboxId id) {
        return tree.find(id);
    }

    /** Whether there are mailboxes below this name. */
    public boolean hasBelow(MailboxName name) {
        return tree.hasBelow(name);
    }

    /** Makes a mailbox and the levels above it that are missing. */
    public Mailbox create(MailboxName name, Set<SpecialUse> uses, Actor by) {
        return tree.create(name, uses, by);
    }

    /** Changes what a mailbox is for; CANNOT if another one is for it already. RFC 6154 §4. */
    public void uses(MailboxId mailbox, Set<SpecialUse> uses, Actor by) {
        tree.uses(mailbox, uses, by);
    }

    /** What happened lately in the account. */
    public Journal journal() {
        return new Journal(partition);
    }

    /** Named values that programs keep with mailboxes. */
    public Annotations annotations() {
        return new Annotations(partition);
    }

    /** What vouches for URLs of this account's messages. */
    public UrlKeys urlKeys() {
        return new UrlKeys(partition);
    }

    /** What its holder thinks of those who write to it. */
    public SenderVotes senderVotes() {
        return new SenderVotes(partition);
    }

    /** What POP3 did with its messages. */
    public FetchedMail fetched() {
        return new FetchedMail(partition);
    }

    /** What was removed lately and can be brought back. */
    public ExpungedMail expunged() {
        return new ExpungedMail(partition);
    }

    /** How much the account may hold. */
    public Quota quota() {
        return row().quota();
    }

    private AccountRow row() {
        byte[] row = partition.rows().get(AccountKeys.ACCOUNT);
        return row == null ? AccountRow.NEW : AccountRow.decode(row);
    }

    /** Whatever the account holds already stays; only more is refused. */
    public void quota(Quota quota, Actor by) {
        partition.edit(by, edit -> {
            edit.quota(quota);
            return null;
        });
    }

    /** How much the account holds; counted with each change, so that asking costs nothing. */
    public Quota.Usage used() {
        Quota.Usage counted = row().used();
        return counted != null
                ? counted
                : partition.edit(SERVER, edit -> {
                    edit.countOnce();
                    return edit.used();
                });
    }

    /**
     * Refuses with OVERQUOTA if {@code bytes} more in so many messages would not fit now. Appending and copying ask
     * themselves; this is for asking before a client sends a long message.
     */
    public void requireRoom(long bytes, int messages) {
        used().requireRoom(quota(), bytes, messages, 0);
    }

    /**
     * Deletes a mailbox with its messages; mailboxes below it stay, since programs that delete a whole branch delete each
     * of it, in whatever order. INBOX cannot be deleted. RFC 3501 §6.3.4.
     */
    public void delete(MailboxName name, Actor by) {
        tree.delete(name, by);
    }

    /** Renames a mailbox and those below it; of INBOX, moves the messages and leaves it empty. RFC 3501 §6.3.5. */
    public void rename(MailboxName from, MailboxName to, Actor by) {
        tree.rename(from, to, by);
    }

    /** Names may be subscribed that do not exist (RFC 3501 §6.3.6), and stay so when their mailbox is deleted. */
    public void subscribe(MailboxName name, boolean on, Actor by) {
        tree.subscribe(name, on, by);
    }

    public SortedSet<MailboxName> subscriptions() {
        return tree.subscriptions();
    }

    public Added append(MailboxId to, PreparedMessage message, FlagSet flags, Instant internalDate, Actor by) {
        Appended appended = append(to, NewMessages.of(message, flags, internalDate), by);
        return new Added(appended.uidValidity(), appended.uids().lowest());
    }

    /**
     * Appends a message unless that was done before: a delivery that was made but not written down where it came from is
     * tried again.
     *
     * @param token names the delivery, for {@link MailboxLimits#DELIVERED} at least
     * @return empty if it was made before
     */
    public Optional<Added> deliver(
            String token, MailboxId to, PreparedMessage message, Instant internalDate, Actor by) {
        return moves.deliver(token, to, NewMessages.of(message, FlagSet.NONE, internalDate), by)
                .map(appended ->
                        new Added(appended.uidValidity(), appended.uids().lowest()));
    }

    /** @param uidValidity of the mailbox appended to */
    public record Added(long uidValidity, int uid) {}

    /** All or none, in one commit. */
    public Appended append(MailboxId to, NewMessages messages, Actor by) {
        return moves.append(to, messages, by);
    }

    /**
     * Puts messages into {@code to} and takes one out of {@code from}, in one commit. RFC 8508.
     *
     * @return empty, with nothing changed, if the message to be replaced is gone
     */
    public Optional<Appended> replace(MailboxId from, int uid, MailboxId to, NewMessages by, Actor who) {
        return moves.replace(from, uid, to, by, who);
    }

    /**
     * @param uidValidity of the mailbox appended to
     * @param uids in the order of the messages
     */
    public record Appended(long uidValidity, UidSet uids) {}

    /**
     * Where messages are copied or moved to, in this account or another.
     *
     * @param flags those that go along, bits as of {@link Rights#flags}
     */
    public record Target(MailAccount account, MailboxId mailbox, long flags) {}

    /** Copies those of {@code uids} that exist; flags go along. All or none, but for a crash in the middle of many. */
    public Copied copy(MailboxId from, UidSet uids, MailboxId to, Actor by) {
        return copy(from, uids, new Target(this, to, -1L), by);
    }

    public Copied copy(MailboxId from, UidSet uids, Target to, Actor by) {
        Copied copied = id().equals(to.account().id())
                ? moves.copy(from, uids, new MessageMoves.Into(to.mailbox(), to.flags()), by)
                : new BetweenAccounts(this, from, to, by).copy(uids);
        return opinions.transferred(this, from, to, copied, by);
    }

    /**
     * Moves those of {@code uids} that exist. RFC 6851. Into another account they are copied and then removed here: in a
     * crash between the two some are in both.
     */
    public Copied move(MailboxId from, UidSet uids, Target to, Actor by) {
        Copied moved = id().equals(to.account().id())
                ? moves.move(from, uids, new MessageMoves.Into(to.mailbox(), to.flags()), by)
                : new BetweenAccounts(this, from, to, by).move(uids);
        return opinions.transferred(this, from, to, moved, by);
    }

    public Copied move(MailboxId from, UidSet uids, MailboxId to, Actor by) {
        return move(from, uids, new Target(this, to, -1L), by);
    }

    /**
     * @param source UIDs that were there to copy, ascending
     * @param destination the UIDs they got, as many and in the same order
     */
    public record Copied(long uidValidity, UidSet source, UidSet destination) {}

    /** Changes flags of those of {@code uids} that exist. */
    public Reflagged changeFlags(MailboxId mailbox, UidSet uids, FlagChange change, Actor by) {
        Reflagged done = moves.changeFlags(mailbox, uids, change, by);
        return opinions.reflagged(this, mailbox, change, done, by);
    }

    /**
     * @param changed messages whose flags are now others than before
     * @param refused messages left alone because of {@link FlagChange#unchangedSince}
     */
    public record Reflagged(UidSet changed, UidSet refused) {}

    /** Removes those of {@code among} that carry \Deleted; returns what was removed. */
    public UidSet expunge(MailboxId mailbox, UidSet among, Actor by) {
        return moves.expunge(mailbox, among, by);
    }

    /** Removes those of {@code uids} that exist, whatever their flags; returns what was removed. */
    public UidSet remove(MailboxId mailbox, UidSet uids, Actor by) {
        return moves.remove(mailbox, uids, by);
    }

    /** The mailbox as it is now. Cheap when nothing changed since somebody last asked. */
    public MailboxView view(MailboxId mailbox) {
        return views.view(mailbox);
    }

    /**
     * Claims for one session the messages up to {@code uidNext - 1} that no session was told of yet (\Recent, RFC 3501
     * §2.3.2) and returns the first UID of them, or {@code uidNext} if there are none.
     */
    public int claimRecent(MailboxId mailbox, int uidNext) {
        return recent.claim(mailbox, writtenRecent(mailbox), uidNext);
    }

    /** What {@link #claimRecent} would return, without claiming: for EXAMINE and STATUS. */
    public int firstRecent(MailboxId mailbox) {
        return recent.from(mailbox, writtenRecent(mailbox));
    }

    /** A message by {@link MailboxView#messageId}. Those expunged lately can still be read by sessions that see them. */
    public StoredMessage message(long messageId) {
        return StoredMessage.read(partition, messageId);
    }

    /** The first words of a message, read from the message itself if they were not kept. */
    public String preview(StoredMessage message) {
        if (message.preview() != null) return message.preview();
        try {
            return Preview.of(message.index(), (offset, length) -> open(message, offset, length));
        } catch (IOException failed) {
            throw new StoreFault("blob " + message.blob() + " cannot be read", failed);
        }
    }

    /** Whether the bytes of a message are there, which only damage takes away. */
    public boolean hasBytes(StoredMessage message) {
        return partition.blobs().length(message.blob()) >= 0;
    }

    /** Bytes of a message; fewer than {@code length} if it ends before. */
    public InputStream open(StoredMessage message, long offset, long length) {
        InputStream bytes = partition.blobs().open(message.blob(), offset, length);
        if (bytes == null) throw new StoreFault("the bytes of message " + message.id() + " are missing");
        return bytes;
    }

    /** See {@link PartitionStore#reading}. */
    void reading(Runnable work) {
        partition.store().reading(work);
    }

    /** UIDs of {@code view} that match. */
    public UidSet search(MailboxView view, SearchQuery query) {
        return search(view, query, _ -> {});
    }

    /** @param progress told now and then how many messages have been looked at; what it throws ends the search */
    public UidSet search(MailboxView view, SearchQuery query, IntConsumer progress) {
        return Search.run(this, view, query, progress);
    }

    /** How well each of {@code found}, in ascending order, fits {@code query}: 1 to 100. RFC 6203 §4. */
    public List<Integer> relevancy(MailboxView view, UidSet found, SearchQuery query) {
        var scores = new ArrayList<Integer>();
        found.forEach(uid -> scores.add(Relevancy.of(this, view, uid, query)));
        return scores;
    }

    /** Those of {@code uids} that are in the view, in order; by anything but relevancy. RFC 5256 §3, SORT. */
    public int[] sort(MailboxView view, UidSet uids, List<SortKey.Direction> order) {
        return sort(view, uids, order, List.of());
    }

    /** @param relevancy of each message in the order of {@code uids}; empty if that is not among the keys */
    public int[] sort(MailboxView view, UidSet uids, List<SortKey.Direction> order, List<Integer> relevancy) {
        KeyTable table = keys.keys(view, uids, kept -> StoredMessage.index(partition, kept));
        table.scores(relevancy);
        return Sorting.uids(table, order);
    }

    /** Those of {@code uids} that are in the view, as threads. RFC 5256 §3, THREAD. */
    public MailThreads threads(MailboxView view, UidSet uids, ThreadAlgorithm algorithm) {
        KeyTable table = keys.keys(view, uids, kept -> StoredMessage.index(partition, kept));
        return switch (algorithm) {
            case ORDEREDSUBJECT -> OrderedSubject.threads(table);
            case REFERENCES -> ReferencesThreads.references(table);
            case REFS -> ReferencesThreads.refs(table);
        };
    }

    /** Calls {@code changed} after changes to this account; hints only, on a thread that must not be held up. */
    public Watch watch(Runnable changed) {
        return partition.store().watch(partition.partition(), _ -> changed.run());
    }

    /** For what concerns two accounts. */
    AccountPartition partition() {
        return partition;
    }

    private int writtenRecent(MailboxId mailbox) {
        byte[] row = partition.rows().get(AccountKeys.mailbox(mailbox));
        return row == null ? 1 : MailboxRow.decode(row).recentFrom();
    }
}
