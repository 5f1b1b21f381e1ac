package org.mailstead.imap;

import org.mailstead.directory.Account;
import org.mailstead.mailbox.MailAccount;

/** Where a session stands; what it has is in its state and nowhere else. RFC 3501 §3. */
sealed interface ImapState {
    /** @param failedTries sign-ins that failed */
    record Greeted(int failedTries) implements ImapState {}

    /** Signed in. */
    sealed interface WithAccount extends ImapState {
        Account account();

        MailAccount mail();
    }

    record SignedIn(Account account, MailAccount mail) implements WithAccount {}

    record InMailbox(Account account, MailAccount mail, OpenMailbox open) implements WithAccount {}

    /** @param bye what the client is told, empty if it has been told already */
    record Ended(String bye) implements ImapState {}
}
