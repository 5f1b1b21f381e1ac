package org.mailstead.directory;

import org.mailstead.directory.DirectoryKey.AccountKey;

/** Whose sent mail this server keeps a copy of, since their programs do not. Nobody's, unless it was said. */
public final class SentCopies {
    private final DirectoryRows rows;

    SentCopies(DirectoryRows rows) {
        this.rows = rows;
    }

    /** False too if the account is gone. */
    public boolean areKept(AccountId account) {
        return rows.read(now -> new AddressBook(now)
                .account(account)
                .filter(DirectoryRow.AccountRow::sentCopies)
                .isPresent());
    }

    /** @throws DirectoryException if there is no such account */
    public void keep(MailAddress account, boolean wanted) {
        rows.write(tx -> {
            Found found = DirectoryChecks.requireAccount(tx, account);
            tx.put(
                    new AccountKey(found.account().id()).encode(),
                    found.row().withSentCopies(wanted).encode());
            return wanted;
        });
    }
}
