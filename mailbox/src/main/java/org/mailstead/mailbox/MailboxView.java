package org.mailstead.mailbox;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a mailbox as of one change number, in UID order, never changing. An index is the IMAP sequence number
 * less one. Two views of a mailbox share what did not change between them, which makes {@link #since} cheap.
 */
public final class MailboxView {
    private final Mailbox mailbox;
    private final long changeNumber;
    private final ViewChunk[] chunks;

    /** Index of the first message of each chunk, and the size at the end. */
    private final int[] starts;

    MailboxView(Mailbox mailbox, long changeNumber, List<ViewChunk> chunks) {
        this.mailbox = mailbox;
        this.changeNumber = changeNumber;
        this.chunks = chunks.toArray(ViewChunk[]::new);
        this.starts = new int[this.chunks.length + 1];
        for (int i = 0; i < this.chunks.length; i++) starts[i + 1] = starts[i] + this.chunks[i].size;
    }

    public MailboxId mailbox() {
        return mailbox.id();
    }

    public long uidValidity() {
        return mailbox.uidValidity();
    }

    public int uidNext() {
        return mailbox.uidNext();
    }

    /** The last change to the mailbox this view has (HIGHESTMODSEQ). */
    public long changeNumber() {
        return changeNumber;
    }

    /** Keywords by bit, see {@link FlagBits#FIRST_KEYWORD}. */
    public List<String> keywords() {
        return mailbox.keywords();
    }

    /** What {@code change} makes of the flags {@code before}, by this view's keywords. */
    public long flagsAfter(long before, FlagChange change) {
        long bits = Keywords.knownBits(keywords(), change.flags());
        return change.apply(before, bits);
    }

    public int size() {
        return starts[chunks.length];
    }

    public int uid(int index) {
        int c = chunkAt(index);
        return chunks[c].uid(index - starts[c]);
    }

    /** Bits of {@link FlagBits}. */
    public long flags(int index) {
        int c = chunkAt(index);
        return chunks[c].flags(index - starts[c]);
    }

    /** The change that last touched the message's flags or brought it here (MODSEQ). */
    public long changeNumber(int index) {
        int c = chunkAt(index);
        return chunks[c].change(index - starts[c]);
    }

    public long messageId(int index) {
        int c = chunkAt(index);
        return chunks[c].messageId(index - starts[c]);
    }

    /** Bytes of the message (RFC822.SIZE). */
    public long bytes(int index) {
        int c = chunkAt(index);
        return chunks[c].bytes(index - starts[c]);
    }

    /** INTERNALDATE, seconds since 1970. */
    public long internalDate(int index) {
        int c = chunkAt(index);
        return chunks[c].date(index - starts[c]);
    }

    /** When the message came into this mailbox, seconds since 1970 (SAVEDATE). RFC 8514. */
    public long saved(int index) {
        int c = chunkAt(index);
        return chunks[c].saved(index - starts[c]);
    }

    /** The index of a UID; if there is none, {@code -(index of the next higher one) - 1}. */
    public int indexOf(int uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle].lastUid() < uid) {
                low = middle + 1;
            } else if (chunks[middle].firstUid() > uid) {
                high = middle - 1;
            } else {
                int inside = chunks[middle].indexOf(uid);
                return inside >= 0 ? starts[middle] + inside : inside - starts[middle];
            }
        }
        return -starts[low] - 1;
    }

    /** UIDs of this view that are in {@code wanted}. */
    public UidSet present(UidSet wanted) {
        var found = new UidSet.Builder();
        for (int r = 0; r < wanted.ranges(); r++) {
            int at = indexOf(wanted.first(r));
            for (int i = at < 0 ? -at - 1 : at; i < size(); i++) {
                int uid = uid(i);
                if (uid > wanted.last(r)) break;
                found.add(uid);
            }
        }
        return found.build();
    }

    /** What happened between {@code older}, a view of the same mailbox, and this one. */
    public ViewChanges since(MailboxView older) {
        return older == this ? ViewChanges.NONE : ViewComparison.compare(older, this);
    }

    /**
     * This view with other flags for some messages: those a session has changed while it could not be brought up to
     * date.
     *
     * @param flags new flags and change numbers by UID; all of them are in this view
     */
    public MailboxView with(Map<Integer, Reflagged> flags) {
        var touched = new TreeMap<Integer, @Nullable MessageRow>();
        flags.forEach((uid, now) -> {
            int index = indexOf(uid);
            int c = chunkAt(index);
            touched.put(uid, chunks[c].row(index - starts[c]).withFlags(now.flags(), now.change()));
        });
        return ViewEdit.next(this, mailbox, changeNumber, touched);
    }

    /** Flags of a message and the change that set them. */
    public record Reflagged(long change, long flags) {}

    /** This mailbox without any message: what is left for a session whose mailbox another one deleted. */
    public MailboxView emptied() {
        return new MailboxView(mailbox, changeNumber, List.of());
    }

    /** The sum of what a memory limit should count. */
    int weight() {
        return 64 + size();
    }

    List<ViewChunk> chunks() {
        return List.of(chunks);
    }

    int start(int chunk) {
        return starts[chunk];
    }

    Mailbox record() {
        return mailbox;
    }

    private int chunkAt(int index) {
        // Most mailboxes fill their chunks evenly, so the guess is mostly right.
        int guess = Math.min(index / ViewChunk.FULL, chunks.length - 1);
        if (guess >= 0 && starts[guess] <= index && index < starts[guess + 1]) return guess;
        if (index < 0 || index >= size()) throw new IndexOutOfBoundsException(index);
        int at = Arrays.binarySearch(starts, index);
        return at >= 0 ? at : -at - 2;
    }
}
