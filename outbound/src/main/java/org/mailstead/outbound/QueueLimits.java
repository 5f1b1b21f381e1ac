package org.mailstead.outbound;

/** How much the queue takes at once. */
public final class QueueLimits {
    /** Recipients in one delivery, which is one transaction: servers take at least 100. RFC 5321 §4.5.3.1.8. */
    static final int RECIPIENTS = 100;

    /** Bytes of all recipients of one delivery: what else is in its row, and a value's limit, leave room for more. */
    static final int RECIPIENT_BYTES = 48 * 1024;

    /** Recipients of one message, aliases resolved: their rows must fit into one commit. */
    public static final int ALL_RECIPIENTS = 1_000;

    private QueueLimits() {}
}
