package org.mailstead.mailbox;

/**
 * Told what people think of messages: they put them among the unwanted, or fetch them from there. Called after the change is
 * durable, on the thread that made it.
 */
@FunctionalInterface
public interface JunkSorting {
    JunkSorting NOBODY = (_, _, _, _, _) -> {};

    enum Opinion {
        UNWANTED,
        WANTED,
        /** Neither any more: a mark was taken away. */
        NONE
    }

    /** @param uids of messages in {@code mailbox}, where they lie now */
    void sorted(MailAccount account, MailboxId mailbox, UidSet uids, Opinion opinion, Actor by);
}
