package org.mailstead.mailbox;

/** Flags of a message as bits of a long. RFC 3501 §2.3.2. The bits of the system flags are kept on disk. */
public final class FlagBits {
    public static final long SEEN = 1;
    public static final long ANSWERED = 1 << 1;
    public static final long FLAGGED = 1 << 2;
    public static final long DELETED = 1 << 3;
    public static final long DRAFT = 1 << 4;

    /** The bit of the first keyword of a mailbox. */
    public static final int FIRST_KEYWORD = 8;

    /** Keywords in one mailbox; what is left of 64 bits. Clients use a dozen. */
    public static final int MAX_KEYWORDS = Long.SIZE - FIRST_KEYWORD;

    /** Names of the system flags in the order of their bits. */
    public static final java.util.List<String> SYSTEM =
            java.util.List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft");

    private FlagBits() {}
}
