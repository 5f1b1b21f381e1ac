package org.mailstead.mailbox;

import java.util.Optional;

/** Finds a message that came into a mailbox lately by its Message-ID. */
public final class RecentCopy {
    /** Messages looked at, the latest first: a mail program saves what it has just sent. */
    private static final int LATEST = 30;

    private RecentCopy() {}

    /** @param messageId empty if there is none, which is like no other */
    public static Optional<MailAccount.Added> find(MailAccount account, MailboxId in, Optional<String> messageId) {
        if (messageId.isEmpty()) return Optional.empty();
        MailboxView view = account.view(in);
        for (int i = view.size() - 1; i >= Math.max(0, view.size() - LATEST); i--) {
            StoredMessage message = account.message(view.messageId(i));
            if (message.index().messageId().equals(messageId))
                return Optional.of(new MailAccount.Added(view.uidValidity(), view.uid(i)));
        }
        return Optional.empty();
    }
}
