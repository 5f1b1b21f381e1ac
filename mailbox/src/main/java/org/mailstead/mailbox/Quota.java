package org.mailstead.mailbox;

/**
 * How much an account may hold; 0 means no limit. Messages that were expunged and can still be brought back do not
 * count. RFC 9208 §5.
 *
 * @param storage bytes of all messages in all mailboxes, each copy counted
 * @param messages messages, each copy counted
 * @param mailboxes mailboxes
 */
public record Quota(long storage, long messages, long mailboxes) {
    public static final Quota NONE = new Quota(0, 0, 0);

    public Quota {
        if (storage < 0 || messages < 0 || mailboxes < 0) throw new IllegalArgumentException("a limit below 0");
    }

    /** What an account holds, in the same units. */
    public record Usage(long storage, long messages, long mailboxes) {
        Usage plus(long moreStorage, long moreMessages, long moreMailboxes) {
            return new Usage(storage + moreStorage, messages + moreMessages, mailboxes + moreMailboxes);
        }

        /** What is there already is never too much: only what grows is judged. */
        void requireRoom(Quota quota, long moreStorage, long moreMessages, long moreMailboxes) {
            if (exceeds(storage, moreStorage, quota.storage)) {
                throw over("its mail would need more space than allowed");
            }
            if (exceeds(messages, moreMessages, quota.messages)) {
                throw over("it would have more messages than allowed");
            }
            if (exceeds(mailboxes, moreMailboxes, quota.mailboxes)) {
                throw over("it would have more mailboxes than allowed");
            }
        }

        private static boolean exceeds(long used, long more, long limit) {
            return limit > 0 && more > 0 && used + more > limit;
        }

        private static MailboxException over(String why) {
            return new MailboxException(MailboxException.Reason.OVERQUOTA, "the account is full: " + why);
        }
    }
}
