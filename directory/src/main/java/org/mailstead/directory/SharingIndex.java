package org.mailstead.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.SharedByKey;
import org.mailstead.directory.DirectoryKey.SharedWithKey;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.directory.DirectoryRow.SharedByRow;
import org.mailstead.directory.DirectoryRow.SharedWithRow;
import org.mailstead.store.PartitionStore.Watch;
import org.mailstead.store.Transaction;

/**
 * Which accounts share anything with whom, so that nobody has to look through all accounts for what is shared with him.
 * It is no source of truth: who may do what stands in the owner's account, and this follows after each change there. What
 * a crash in between left out comes with the next change or the daily repair.
 */
public final class SharingIndex {
    /** People one account may share with; the row of them must fit the store's 64 KiB at 42 bytes each. */
    public static final int SHARED_WITH = 1_000;

    /** Stands for everybody with an account. */
    private static final String EVERYBODY = "*";

    private final DirectoryRows rows;

    SharingIndex(DirectoryRows rows) {
        this.rows = rows;
    }

    /**
     * Sets whom an account shares something with.
     *
     * @param version counts the changes in the owner's account: what is older than what is known is left out
     * @param everybody whether anything is shared with everybody
     */
    public void put(AccountId owner, long version, Set<AccountId> with, boolean everybody) {
        if (with.size() > SHARED_WITH) {
            throw new DirectoryException(
                    Reason.LIMIT, "An account can share with at most " + SHARED_WITH + " people by name.");
        }
        var names = new TreeSet<String>();
        with.forEach(id -> names.add(id.value()));
        if (everybody) names.add(EVERYBODY);
        var row = new SharedByRow(version, names);
        // Read first: the daily repair of the many who share nothing must cost no commit.
        if (rows.read(now -> known(now, owner)).isAsGoodAs(row)) return;
        rows.write(tx -> put(tx, owner, row));
    }

    private static boolean put(Transaction tx, AccountId owner, SharedByRow row) {
        SharedByRow before = known(tx, owner);
        boolean gone = tx.get(new AccountKey(owner).encode()) == null;
        if (gone || before.isAsGoodAs(row)) return false;
        remove(tx, owner);
        tx.put(new SharedByKey(owner).encode(), row.encode());
        for (String name : row.with()) {
            tx.put(new SharedWithKey(name, owner).encode(), new SharedWithRow().encode());
        }
        return true;
    }

    private static SharedByRow known(org.mailstead.store.Rows rows, AccountId owner) {
        byte[] row = rows.get(new SharedByKey(owner).encode());
        return row == null ? new SharedByRow(0, Set.of()) : SharedByRow.decode(row);
    }

    /** Forgets what an account shares; called with its removal. */
    static void remove(Transaction tx, AccountId owner) {
        for (String name : known(tx, owner).with()) tx.delete(new SharedWithKey(name, owner).encode());
        tx.delete(new SharedByKey(owner).encode());
    }

    /** Calls {@code changed} after changes of the directory, perhaps to this; a hint on a thread that must not be held up. */
    public Watch watch(Runnable changed) {
        return rows.watch(changed);
    }

    /** The other accounts that share something with this one, in the order of their addresses. */
    public List<Account> sharingWith(AccountId account) {
        return rows.read(now -> {
            Map<AccountId, Account> owners = new LinkedHashMap<>();
            for (String name : List.of(account.value(), EVERYBODY)) {
                now.scan(SharedWithKey.with(name), (key, _) -> {
                    AccountId owner = SharedWithKey.decode(key).owner();
                    byte[] row = owner.equals(account) ? null : now.get(new AccountKey(owner).encode());
                    if (row != null) {
                        owners.put(
                                owner, new Account(owner, AccountRow.decode(row).address()));
                    }
                    return true;
                });
            }
            var sorted = new ArrayList<>(owners.values());
            sorted.sort(java.util.Comparator.comparing(owner -> owner.address().toString()));
            return sorted;
        });
    }
}
