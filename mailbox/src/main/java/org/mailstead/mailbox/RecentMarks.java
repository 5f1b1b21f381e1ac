package org.mailstead.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Up to where the sessions of an account have been told of new messages (\Recent, RFC 3501 §2.3.2). Kept in memory, and
 * on disk only when the mailbox's record is written anyway: a commit at each SELECT would cost more than a message that
 * is called recent once more after a restart, which RFC 3501 allows.
 */
record RecentMarks(String account, Cache<Key, AtomicInteger> marks) {
    record Key(String account, MailboxId mailbox) {}

    /** Mailboxes whose marks are held; about 150 bytes each. */
    static final int HELD = 200_000;

    private AtomicInteger mark(MailboxId mailbox) {
        return marks.get(new Key(account, mailbox), _ -> new AtomicInteger());
    }

    /** @param written the mark on disk */
    int from(MailboxId mailbox, int written) {
        return Math.max(mark(mailbox).get(), written);
    }

    int claim(MailboxId mailbox, int written, int uidNext) {
        int before = mark(mailbox).getAndAccumulate(uidNext, Math::max);
        return Math.min(uidNext, Math.max(before, written));
    }
}
