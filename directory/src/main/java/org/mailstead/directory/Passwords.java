package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.directory.CredentialRow.AppPasswordRow;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.AppPasswordKey;
import org.mailstead.directory.DirectoryKey.ScramKey;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/** Accounts' own passwords: made, changed, and what is kept of them. */
final class Passwords {
    private static final String SALT_KEY = "scram-salt";
    private static final int SALT_BYTES = 16;

    private final DirectoryRows rows;
    private final PasswordHashing hashing;
    private final PasswordRules rules;
    private final ServerSecrets secrets;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile OldProofs.Kinds kinds = OldProofs.Kinds.NONE;

    Passwords(
            DirectoryRows rows,
            PasswordHashing hashing,
            PasswordRules rules,
            ServerSecrets secrets,
            Clock clock,
            RandomGenerator random) {
        this.rows = rows;
        this.hashing = hashing;
        this.rules = rules;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    /** What is kept of a password. */
    record Kept(String hash, ScramRow scram) {
        /** Beside the account's row, which has the hash. */
        void put(Transaction tx, AccountId account) {
            tx.put(new ScramKey(account).encode(), scram.encode());
        }
    }

    /** What is kept from now on, beside what always is. */
    void keep(OldProofs.Kinds wanted) {
        kinds = wanted;
    }

    OldProofs.Kinds kinds() {
        return kinds;
    }

    PasswordHashing hashing() {
        return hashing;
    }

    /** @throws DirectoryException if it is not one we take, or too many are being made */
    Kept make(AccountId account, String password) {
        rules.check(password);
        try {
            return kept(account, password);
        } catch (PasswordHashing.Busy busy) {
            throw tooBusy();
        }
    }

    private static DirectoryException tooBusy() {
        return new DirectoryException(
                Reason.BUSY, "Too many passwords are being checked at this moment. Try again in a minute.");
    }

    private Kept kept(AccountId account, String password) {
        return new Kept(hashing.hash(password, random), hashing.provable(password, salt(account.value()), kinds));
    }

    void change(MailAddress address, String password) {
        AccountId id = rows.read(now -> DirectoryChecks.requireAccount(now, address))
                .account()
                .id();
        Kept kept = make(id, password);
        rows.write(tx -> {
            put(tx, DirectoryChecks.requireAccount(tx, address), kept);
            CredentialChanges.passwordChanged(tx, id, clock.instant());
            return true;
        });
    }

    void remove(MailAddress address) {
        rows.write(tx -> {
            Found found = DirectoryChecks.requireAccount(tx, address);
            AccountId id = found.account().id();
            tx.put(
                    new AccountKey(id).encode(),
                    found.row().withPasswordHash(AccountRow.NO_PASSWORD).encode());
            tx.delete(new ScramKey(id).encode());
            CredentialChanges.passwordChanged(tx, id, clock.instant());
            return true;
        });
    }

    private static void put(Transaction tx, Found found, Kept kept) {
        AccountId id = found.account().id();
        tx.put(
                new AccountKey(id).encode(),
                found.row().withPasswordHash(kept.hash()).encode());
        kept.put(tx, id);
    }

    /** One that was set before today's cost, or of which other things are kept to prove it by than are wanted today. */
    boolean isOld(Found found, Optional<ScramRow> scram) {
        if (hashing.isOutdated(found.row().passwordHash()) || scram.isEmpty()) return true;
        boolean provable = scram.get().sha256.isPresent();
        return provable && !scram.get().old.are(kinds);
    }

    /** Makes a new hash at today's cost, unless the password has been changed since. */
    void renew(Found found, String password) {
        Kept kept = kept(found.account().id(), password);
        rows.write(tx -> {
            Found now = new AddressBook(tx).find(found.account().address());
            if (now != null && now.row().equals(found.row())) put(tx, now, kept);
            return true;
        });
    }

    /** Keeps of an app password what is wanted today, unless it has been taken back since. */
    void renew(AccountId account, AppPasswordRow row, String secret) {
        OldProofs proofs = hashing.oldProofs(secret, salt(account.value()), row.iterations, kinds);
        byte[] key = new AppPasswordKey(account, row.password.number()).encode();
        rows.write(tx -> {
            byte[] now = tx.get(key);
            if (now != null) tx.put(key, AppPasswordRow.decode(now).with(proofs).encode());
            return true;
        });
    }

    static Optional<ScramRow> scram(Rows rows, AccountId account) {
        return Optional.ofNullable(rows.get(new ScramKey(account).encode())).map(ScramRow::decode);
    }

    /** How often it is gone round for all passwords of an account, since a client is told one number before it says which it has. */
    int iterations(AccountId account) {
        Optional<ScramRow> row = rows.read(now -> scram(now, account));
        return iterations(row);
    }

    /** @param row what is kept of the account's own password; empty too for an account that does not exist */
    int iterations(Optional<ScramRow> row) {
        return row.map(kept -> kept.iterations).orElse(hashing.scramIterations());
    }

    /** Of a password made by this server. */
    ScramKeys.Pair pair(AccountId account, String secret, int iterations) {
        try {
            return hashing.pair(secret, salt(account.value()), iterations);
        } catch (PasswordHashing.Busy busy) {
            throw tooBusy();
        }
    }

    /** Likewise. */
    OldProofs oldProofs(AccountId account, String secret, int iterations) {
        try {
            return hashing.oldProofs(secret, salt(account.value()), iterations, kinds);
        } catch (PasswordHashing.Busy busy) {
            throw tooBusy();
        }
    }

    /** Of somebody who does not exist: the same each time. RFC 5802 §9. */
    byte[] saltOfNobody(String userName) {
        return salt("? " + userName);
    }

    /** Not stored: the same for all passwords of an account, and known before any of them is. */
    byte[] salt(String of) {
        byte[] key = secrets.key(SALT_KEY);
        return Arrays.copyOf(ScramHash.SHA_256.hmac(key, of.getBytes(StandardCharsets.UTF_8)), SALT_BYTES);
    }
}
