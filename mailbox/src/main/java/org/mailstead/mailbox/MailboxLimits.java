package org.mailstead.mailbox;

import java.time.Duration;

/** How much of what an account may hold. */
public final class MailboxLimits {
    /** Mailboxes in an account; renaming all of them at once must fit into one commit. */
    public static final int MAILBOXES = 1_300;

    /** Subscribed names in an account; the same order as mailboxes, with room for names that no longer exist. */
    public static final int SUBSCRIPTIONS = 4_000;

    /** People a mailbox is shared with by name; the list is copied to each mailbox made below, 120 in one commit. */
    public static final int GRANTS = 128;

    /** People an account shares anything with by name: the directory keeps them in one row and one commit. */
    public static final int GRANTEES = 500;

    /** Messages changed by one commit; each takes up to four operations, a commit takes 4,096. */
    static final int MESSAGES_PER_COMMIT = 900;

    /** Messages appended together (RFC 3502): each takes up to 33 operations with its threads, a commit takes 4,096. */
    public static final int APPENDED_TOGETHER = 120;

    /** Bytes of their records, which leaves room in a commit of 1 MiB for all else that belongs to it. */
    static final int APPENDED_RECORD_BYTES = 800 * 1024;

    /** Bytes of a keyword: RFC 9051 names no limit, no client writes longer ones, and the table is in each record. */
    public static final int KEYWORD_BYTES = 100;

    /** How long an expunged message can be brought back. */
    static final Duration RESTORABLE = Duration.ofDays(14);

    /** How long it is remembered which deliveries were made; no queue tries one for longer. */
    public static final Duration DELIVERED = Duration.ofDays(30);

    /** How long the journal tells what happened; views and clients older than that are read anew. */
    static final Duration JOURNAL = Duration.ofDays(30);

    /** No blob younger than this is collected; longer than any upload may take between its blob and its commit. */
    static final Duration BLOB_AGE = Duration.ofDays(1);

    /** Messages whose rows are held in memory over all accounts, at 48 bytes each about 100 MB. */
    static final long CACHED_MESSAGES = 2_000_000;

    /** Bytes of keys for sorting and threading held in memory, at about 150 a message those of 400,000 messages. */
    static final long CACHED_KEY_BYTES = 64L * 1024 * 1024;

    private MailboxLimits() {}
}
