package org.mailstead.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mailstead.directory.DirectoryKey.BackingKey;
import org.mailstead.directory.DirectoryRow.BackingRow;
import org.mailstead.store.Rows;

/**
 * Accounts whose mailbox is at a provider: people sign in here as ever, and go on there. What is to be known of the provider is kept for
 * whoever speaks with it, who also seals what is secret in it; here it is bytes. Mail for such an account is never kept here.
 */
public final class Backings {
    private final DirectoryRows rows;

    Backings(DirectoryRows rows) {
        this.rows = rows;
    }

    public boolean has(AccountId account) {
        return rows.read(now -> has(now, account));
    }

    static boolean has(Rows rows, AccountId account) {
        return rows.get(new BackingKey(account).encode()) != null;
    }

    /** Empty if the mailbox is here, or the account is gone. */
    public Optional<byte[]> of(AccountId account) {
        return rows.read(now -> Optional.ofNullable(now.get(new BackingKey(account).encode()))
                .map(row -> BackingRow.decode(row).content));
    }

    public List<AccountId> all() {
        return rows.read(now -> {
            var all = new ArrayList<AccountId>();
            now.scan(BackingKey.ALL, (key, _) -> all.add(BackingKey.decode(key).id()));
            return List.copyOf(all);
        });
    }

    /** In place of what was there. @throws DirectoryException if there is no such account */
    public void put(MailAddress account, byte[] content) {
        rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, account).account().id();
            tx.put(new BackingKey(id).encode(), new BackingRow(content).encode());
            return true;
        });
    }

    /** Something else in place of what is there; nothing happens if the mailbox is here by now. */
    public void change(AccountId account, UnaryOperator<byte[]> change) {
        rows.write(tx -> {
            byte[] key = new BackingKey(account).encode();
            byte[] row = tx.get(key);
            if (row == null) return false;
            byte[] before = BackingRow.decode(row).content;
            byte[] after = change.apply(before);
            if (!Arrays.equals(after, before)) tx.put(key, new BackingRow(after).encode());
            return true;
        });
    }

    /** From now on the mailbox is here. @return whether it was not */
    public boolean remove(MailAddress account) {
        return rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, account).account().id();
            byte[] key = new BackingKey(id).encode();
            boolean was = tx.get(key) != null;
            if (was) tx.delete(key);
            return was;
        });
    }
}
