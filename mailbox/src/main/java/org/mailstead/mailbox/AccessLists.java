package org.mailstead.mailbox;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.store.KeyReader;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/**
 * Who may do what with the mailboxes of one account. A mailbox that is made inherits the list of the nearest one above
 * it; later changes there do not reach it. RFC 4314 §4, CREATE.
 */
public final class AccessLists {
    /** Reads begun anew because something changed meanwhile, before the account's writers are made to wait. */
    private static final int HURRIED_TRIES = 4;

    private final AccountPartition partition;

    AccessLists(AccountPartition partition) {
        this.partition = partition;
    }

    /** Of one mailbox; nobody's but the owner's if the mailbox is gone. */
    public Grants of(MailboxId mailbox) {
        return Grants.decode(partition.id(), partition.rows().get(AccountKeys.grants(mailbox)));
    }

    /** Of all mailboxes that have a list of their own. */
    public Map<MailboxId, Grants> all() {
        return all(partition.id(), partition.rows());
    }

    private static Map<MailboxId, Grants> all(String owner, Rows rows) {
        var all = new HashMap<MailboxId, Grants>();
        rows.scan(AccountKeys.GRANTS, (key, value) -> {
            var in = new KeyReader(key);
            in.u8();
            all.put(new MailboxId((int) in.u32()), Grants.decode(owner, value));
            return true;
        });
        return all;
    }

    /** Changes one entry and returns the list as it is then. */
    public Grants change(MailboxId mailbox, Grants.Change change, Actor by) {
        return edit(mailbox, by, grants -> grants.with(change));
    }

    /** Removes what is given to somebody, or, if {@code taking}, what is taken from him. */
    public Grants remove(MailboxId mailbox, Grantee grantee, boolean taking, Actor by) {
        return edit(mailbox, by, grants -> grants.without(grantee, taking));
    }

    private Grants edit(MailboxId mailbox, Actor by, UnaryOperator<Grants> work) {
        return partition.edit(by, edit -> {
            Transaction tx = edit.tx();
            edit.mailbox(mailbox);
            byte[] key = AccountKeys.grants(mailbox);
            Grants before = Grants.decode(partition.id(), tx.get(key));
            Grants after = work.apply(before);
            if (after.equals(before)) return after;
            after.encode().ifPresentOrElse(row -> tx.put(key, row), () -> tx.delete(key));
            refuseTooMany(after, tx);
            edit.record(Kind.ACCESS_CHANGED, mailbox);
            return after;
        });
    }

    private void refuseTooMany(Grants changed, Rows rows) {
        if (changed.entries().size() > MailboxLimits.GRANTS) {
            throw new MailboxException(
                    Reason.LIMIT, "a mailbox can be shared with at most " + MailboxLimits.GRANTS + " people by name");
        }
        if (grantees(all(partition.id(), rows)).size() > MailboxLimits.GRANTEES) {
            throw new MailboxException(
                    Reason.LIMIT, "an account can share with at most " + MailboxLimits.GRANTEES + " people by name");
        }
    }

    /**
     * Who is given anything in an account.
     *
     * @param version of the account when this was true: of two answers the one with the higher version is the later
     */
    public record Sharing(long version, SortedSet<Grantee> with) {}

    public Sharing sharing() {
        for (int i = 0; i < HURRIED_TRIES; i++) {
            long version = partition.version();
            var with = grantees(all());
            if (partition.version() == version) return new Sharing(version, with);
        }
        return partition
                .writer()
                .write(
                        partition.partition(),
                        tx -> new Sharing(tx.changeNumber() - 1, grantees(all(partition.id(), tx))))
                .result();
    }

    private static SortedSet<Grantee> grantees(Map<MailboxId, Grants> all) {
        var with = new TreeSet<Grantee>();
        for (Grants grants : all.values()) {
            grants.entries().forEach((grantee, grant) -> {
                if (!grant.given().isEmpty() && !grantee.id().equals(grants.owner())) with.add(grantee);
            });
        }
        return with;
    }

    /** Gives a mailbox just made the list of the nearest one above it. */
    static void inherit(Transaction tx, MailboxName name, MailboxId made) {
        for (var above = name.parent(); above.isPresent(); above = above.get().parent()) {
            byte[] id = tx.get(AccountKeys.name(above.get()));
            if (id == null) continue;
            byte[] row = tx.get(AccountKeys.grants(MailboxTree.id(id)));
            if (row != null) tx.put(AccountKeys.grants(made), row);
            return;
        }
    }
}
