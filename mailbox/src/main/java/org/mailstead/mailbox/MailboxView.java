package org.mailstead.mailbox;

import java.util.List;

/**
 * The messages of a mailbox as of one change number, in UID order, never changing. An index is the IMAP sequence number
 * less one. Two views of a mailbox share what did not change between them, which makes {@link #since} cheap.
 */
public final class MailboxView {
    public MailboxId mailbox() {
        throw new UnsupportedOperationException();
    }

    public long uidValidity() {
        throw new UnsupportedOperationException();
    }

    public int uidNext() {
        throw new UnsupportedOperationException();
    }

    /** The last change to the mailbox this view has (HIGHESTMODSEQ). */
    public long changeNumber() {
        throw new UnsupportedOperationException();
    }

    /** Keywords by bit, see {@link FlagBits#FIRST_KEYWORD}. */
    public List<String> keywords() {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }

    public int uid(int index) {
        throw new UnsupportedOperationException();
    }

    /** Bits of {@link FlagBits}. */
    public long flags(int index) {
        throw new UnsupportedOperationException();
    }

    /** The change that last touched the message's flags or brought it here (MODSEQ). */
    public long changeNumber(int index) {
        throw new UnsupportedOperationException();
    }

    public long messageId(int index) {
        throw new UnsupportedOperationException();
    }

    /** Bytes of the message (RFC822.SIZE). */
    public long bytes(int index) {
        throw new UnsupportedOperationException();
    }

    /** INTERNALDATE, seconds since 1970. */
    public long internalDate(int index) {
        throw new UnsupportedOperationException();
    }

    /** The index of a UID; if there is none, {@code -(index of the next higher one) - 1}. */
    public int indexOf(int uid) {
        throw new UnsupportedOperationException();
    }

    /** What happened between {@code older}, a view of the same mailbox, and this one. */
    public ViewChanges since(MailboxView older) {
        throw new UnsupportedOperationException();
    }
}
