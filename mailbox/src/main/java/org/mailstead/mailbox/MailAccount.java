package org.mailstead.mailbox;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.mailstead.store.PartitionStore.Watch;

/**
 * The mail of one account. Every method that changes something is durable at return. All methods may be called from any
 * thread. Methods that name a mailbox throw {@link MailboxException} with NONEXISTENT when it is gone.
 */
public final class MailAccount {
    /** All mailboxes, INBOX first. */
    public List<Mailbox> mailboxes() {
        throw new UnsupportedOperationException();
    }

    public Optional<Mailbox> mailbox(MailboxName name) {
        throw new UnsupportedOperationException();
    }

    public Optional<Mailbox> mailbox(MailboxId id) {
        throw new UnsupportedOperationException();
    }

    /** Makes a mailbox and the levels above it that are missing. */
    public Mailbox create(MailboxName name, Set<SpecialUse> uses, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a mailbox with its messages; mailboxes below it stay. INBOX cannot be deleted. RFC 3501 §6.3.4. */
    public void delete(MailboxName name, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Renames a mailbox and those below it; of INBOX, moves the messages and leaves it empty. RFC 3501 §6.3.5. */
    public void rename(MailboxName from, MailboxName to, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Names may be subscribed that do not exist (RFC 3501 §6.3.6), and stay so when their mailbox is deleted. */
    public void subscribe(MailboxName name, boolean on, Actor by) {
        throw new UnsupportedOperationException();
    }

    public SortedSet<MailboxName> subscriptions() {
        throw new UnsupportedOperationException();
    }

    public Appended append(MailboxId to, PreparedMessage message, FlagSet flags, Instant internalDate, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** @param uidValidity of the mailbox appended to */
    public record Appended(long uidValidity, int uid) {}

    /** Copies those of {@code uids} that exist; flags go along. All or none, but for a crash in the middle of many. */
    public Copied copy(MailboxId from, UidSet uids, MailboxId to, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Moves those of {@code uids} that exist. RFC 6851. */
    public Copied move(MailboxId from, UidSet uids, MailboxId to, Actor by) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param source UIDs that were there to copy, ascending
     * @param destination the UIDs they got, as many and in the same order
     */
    public record Copied(long uidValidity, UidSet source, UidSet destination) {}

    /** Changes flags of those of {@code uids} that exist; returns those whose flags are now others than before. */
    public UidSet changeFlags(MailboxId mailbox, UidSet uids, FlagChange change, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Removes those of {@code among} that carry \Deleted; returns what was removed. */
    public UidSet expunge(MailboxId mailbox, UidSet among, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Removes those of {@code uids} that exist, whatever their flags; returns what was removed. */
    public UidSet remove(MailboxId mailbox, UidSet uids, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** The mailbox as it is now. Cheap when nothing changed since somebody last asked. */
    public MailboxView view(MailboxId mailbox) {
        throw new UnsupportedOperationException();
    }

    /**
     * Claims for one session the messages up to {@code uidNext - 1} that no session was told of yet (\Recent, RFC 3501
     * §2.3.2) and returns the first UID of them, or {@code uidNext} if there are none.
     */
    public int claimRecent(MailboxId mailbox, int uidNext) {
        throw new UnsupportedOperationException();
    }

    /** What {@link #claimRecent} would return, without claiming: for EXAMINE and STATUS. */
    public int firstRecent(MailboxId mailbox) {
        throw new UnsupportedOperationException();
    }

    /** A message by {@link MailboxView#messageId}. Those expunged lately can still be read by sessions that see them. */
    public StoredMessage message(long messageId) {
        throw new UnsupportedOperationException();
    }

    /** Bytes of a message; fewer than {@code length} if it ends before. */
    public InputStream open(StoredMessage message, long offset, long length) {
        throw new UnsupportedOperationException();
    }

    /** UIDs of {@code view} that match. */
    public UidSet search(MailboxView view, SearchQuery query) {
        throw new UnsupportedOperationException();
    }

    /** Calls {@code changed} after changes to this account; hints only, on a thread that must not be held up. */
    public Watch watch(Runnable changed) {
        throw new UnsupportedOperationException();
    }
}
