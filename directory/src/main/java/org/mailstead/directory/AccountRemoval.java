package org.mailstead.directory;

import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.AdministratorKey;
import org.mailstead.directory.DirectoryKey.AppPasswordKey;
import org.mailstead.directory.DirectoryKey.BackingKey;
import org.mailstead.directory.DirectoryKey.CredentialChangesKey;
import org.mailstead.directory.DirectoryKey.InviteKey;
import org.mailstead.directory.DirectoryKey.LanguageKey;
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
        AccountId id = found.account().id();
        NameKey.of(address).ifPresent(name -> tx.delete(name.encode()));
        SharingIndex.remove(tx, id);
        tx.delete(new AccountKey(id).encode());
        tx.delete(new ScramKey(id).encode());
        tx.delete(new LanguageKey(id).encode());
        tx.delete(new CredentialChangesKey(id).encode());
        tx.delete(new Pop3ChoiceKey(id).encode());
        tx.delete(new BackingKey(id).encode());
        tx.deleteRange(AppPasswordKey.of(id));
        tx.deleteRange(InviteKey.of(id));
        tx.delete(new SecondFactorKey(id).encode());
        tx.delete(new MadeKey(found.row().made()).encode());
        tx.delete(new AdministratorKey(found.row().made()).encode());
        return found.account();
    }
}
