package org.mailstead.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.DirectoryKey.CredentialChangesKey;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/**
 * When an account's passwords became others, to tell a program that goes on with an old one from a guesser.
 *
 * @param password when the account's own was changed last; empty if it has not been since it was made
 * @param takenBack app passwords that are gone, the newest first
 */
public record CredentialChanges(Optional<Instant> password, List<TakenBack> takenBack) {
    /** Of app passwords: what a person may still have in a program. */
    static final int MOST = 20;

    static final CredentialChanges NONE = new CredentialChanges(Optional.empty(), List.of());

    /** An app password that is gone. */
    public record TakenBack(String label, Instant when) {}

    public CredentialChanges {
        takenBack = List.copyOf(takenBack);
    }

    static CredentialChanges of(Rows rows, AccountId account) {
        byte[] row = rows.get(new CredentialChangesKey(account).encode());
        return row == null ? NONE : decode(row);
    }

    static void passwordChanged(Transaction tx, AccountId account, Instant when) {
        put(tx, account, new CredentialChanges(Optional.of(when), of(tx, account).takenBack));
    }

    static void takenBack(Transaction tx, AccountId account, String label, Instant when) {
        CredentialChanges before = of(tx, account);
        var all = new ArrayList<TakenBack>();
        all.add(new TakenBack(label, when));
        all.addAll(before.takenBack);
        put(tx, account, new CredentialChanges(before.password, all.subList(0, Math.min(MOST, all.size()))));
    }

    private static void put(Transaction tx, AccountId account, CredentialChanges changes) {
        tx.put(new CredentialChangesKey(account).encode(), changes.encode());
    }

    byte[] encode() {
        var out = new RowWriter().varint(DirectoryRow.FORM).bool(password.isPresent());
        password.ifPresent(when -> out.varint(when.getEpochSecond()));
        out.varint(takenBack.size());
        takenBack.forEach(each -> out.string(each.label).varint(each.when.getEpochSecond()));
        return out.toBytes();
    }

    static CredentialChanges decode(byte[] row) {
        return DirectoryRow.read(row, in -> {
            Optional<Instant> password = in.bool() ? Optional.of(Instant.ofEpochSecond(in.varint())) : Optional.empty();
            var gone = new ArrayList<TakenBack>();
            for (int n = in.count(); n > 0; n--) gone.add(takenBack(in));
            return new CredentialChanges(password, gone);
        });
    }

    private static TakenBack takenBack(RowReader in) {
        return new TakenBack(in.string(), Instant.ofEpochSecond(in.varint()));
    }
}
