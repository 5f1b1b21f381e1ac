package org.mailstead.imap;

import java.util.HashSet;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.mailbox.AccessLists.Sharing;
import org.mailstead.mailbox.Grantee;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;

/** Keeps the directory's index of who shares with whom true to the accounts, which decide. */
public final class SharedMailboxes {
    private SharedMailboxes() {}

    /** After a change of rights in one account. */
    static void index(Directory directory, MailAccount account) {
        Sharing now = account.access().sharing();
        boolean everybody = now.with().stream().anyMatch(Grantee::isEverybody);
        var people = new HashSet<AccountId>();
        for (Grantee each : now.with()) if (!each.isEverybody()) people.add(new AccountId(each.id()));
        directory.sharing().put(new AccountId(account.id()), now.version(), people, everybody);
    }

    /** Goes through all accounts: mends what a crash between an account and the directory left. For once a day. */
    public static void repair(Directory directory, MailStore mail) {
        for (var account : directory.accounts()) {
            String id = account.id().value();
            // Opening an account for the first time makes its mailboxes, which is for its owner to do.
            if (mail.isInUse(id)) index(directory, mail.account(id));
        }
    }
}
