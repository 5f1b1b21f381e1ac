package org.mailstead.directory;

import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.AdministratorKey;
import org.mailstead.directory.DirectoryKey.AppPasswordKey;
import org.mailstead.directory.DirectoryKey.InviteKey;
import org.mailstead.directory.DirectoryKey.MadeKey;
import org.mailstead.directory.DirectoryKey.NameKey;
import org.mailstead.directory.DirectoryKey.Pop3ChoiceKey;
import org.mailstead.directory.DirectoryKey.ScramKey;
import org.mailstead.directory.DirectoryKey.SecondFactorKey;
import org.mailstead.store.Transaction;

/** Everything that goes with an account, but its mail. */
final class AccountRemoval {
    private AccountRemoval() {}

    static Account delete(Transaction tx, MailAddress address) {
        Found found = DirectoryChecks.requireAccount(tx, address);
        NameKey.of(address).ifPresent(name -> tx.delete(name.encode()));
        SharingIndex.remove(tx, found.account().id());
        tx.delete(new AccountKey(found.account().id()).encode());
        tx.delete(new ScramKey(found.account().id()).encode());
        tx.delete(new Pop3ChoiceKey(found.account().id()).encode());
        tx.deleteRange(AppPasswordKey.of(found.account().id()));
        tx.deleteRange(InviteKey.of(found.account().id()));
        tx.delete(new SecondFactorKey(found.account().id()).encode());
        tx.delete(new MadeKey(found.row().made()).encode());
        tx.delete(new AdministratorKey(found.row().made()).encode());
        return found.account();
    }
}
