package org.mailstead.mailbox;

/** What somebody may be allowed to do with a mailbox. RFC 4314 §2.1. The places are kept on disk. */
public enum Right {
    /** See that the mailbox is there: LIST. */
    LOOKUP('l', 0),
    /** Open it, read its messages, ask for its counts. */
    READ('r', 1),
    /** Set and clear \Seen. */
    SEEN('s', 2),
    /** Set and clear flags other than \Seen and \Deleted. */
    WRITE('w', 3),
    /** Put messages in: APPEND, COPY. */
    INSERT('i', 4),
    /** Send mail to the mailbox; kept and told, but nothing asks for it yet. */
    POST('p', 5),
    /** Make mailboxes below it, or rename others to there. */
    CREATE('k', 6),
    /** Delete or rename the mailbox. */
    DELETE_MAILBOX('x', 7),
    /** Set and clear \Deleted. */
    DELETE_MESSAGES('t', 8),
    /** Remove messages marked \Deleted. */
    EXPUNGE('e', 9),
    /** See and change who has which rights. */
    ADMINISTER('a', 10);

    private final char letter;
    private final int bit;

    Right(char letter, int place) {
        this.letter = letter;
        this.bit = 1 << place;
    }

    public char letter() {
        return letter;
    }

    int bit() {
        return bit;
    }
}
