package org.mailstead.directory;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.ScramKey;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.directory.SignInDesk.Found;
import org.mailstead.sasl.Identity;
import org.mailstead.sasl.Judge;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passwords of accounts: set, changed, and looked at when somebody signs in. */
final class Passwords {
    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private static final String SALT_KEY = "scram-salt";
    private static final int SALT_BYTES = 16;

    private final DirectoryRows rows;
    private final PasswordHashing hashing;
    private final PasswordRules rules;
    private final RandomGenerator random;
    private final KnownPasswords known;
    private final SignInDesk desk;

    Passwords(DirectoryRows rows, PasswordHashing hashing, PasswordRules rules, Clock clock, RandomGenerator random) {
        this.rows = rows;
        this.hashing = hashing;
        this.rules = rules;
        this.random = random;
        known = new KnownPasswords(clock, random);
        var old = new SignInDesk.Old(this::isOld, this::renew);
        desk = new SignInDesk(hashing, known, new FailedTries(clock), hashing.nobody(random), old);
    }

    /** What is kept of a password. */
    record Kept(String hash, ScramRow scram) {
        /** Beside the account's row, which has the hash. */
        void put(Transaction tx, AccountId account) {
            tx.put(new ScramKey(account).encode(), scram.encode());
        }
    }

    /** @throws DirectoryException if it is not one we take, or too many are being made */
    Kept make(AccountId account, String password) {
        rules.check(password);
        try {
            return kept(account, password);
        } catch (PasswordHashing.Busy busy) {
            throw new DirectoryException(
                    Reason.BUSY, "Too many passwords are being checked at this moment. Try again in a minute.");
        }
    }

    private Kept kept(AccountId account, String password) {
        return new Kept(hashing.hash(password, random), hashing.provable(password, salt(account.value())));
    }

    void change(MailAddress address, String password) {
        AccountId id = rows.read(now -> DirectoryChecks.requireAccount(now, address))
                .account()
                .id();
        Kept kept = make(id, password);
        rows.write(tx -> {
            Found found = DirectoryChecks.requireAccount(tx, address);
            put(tx, found, kept);
            return true;
        });
        forget(id);
    }

    void remove(MailAddress address) {
        rows.write(tx -> {
            Found found = DirectoryChecks.requireAccount(tx, address);
            AccountId id = found.account().id();
            tx.put(
                    new AccountKey(id).encode(),
                    found.row().withPasswordHash(AccountRow.NO_PASSWORD).encode());
            tx.delete(new ScramKey(id).encode());
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

    void forget(AccountId account) {
        known.forget(account);
    }

    /** One that was set before today's cost, or before there was anything to prove it by. */
    private boolean isOld(Found found) {
        return hashing.isOutdated(found.row().passwordHash())
                || scram(found.account().id()).isEmpty();
    }

    private Optional<ScramRow> scram(AccountId account) {
        return rows.read(now -> Optional.ofNullable(now.get(new ScramKey(account).encode())))
                .map(ScramRow::decode);
    }

    /** Makes a new hash at today's cost, unless the password has been changed since. */
    private void renew(Found found, String password) {
        Kept kept = kept(found.account().id(), password);
        rows.write(tx -> {
            Found now = new AddressBook(tx).find(found.account().address());
            if (now != null && now.row().equals(found.row())) put(tx, now, kept);
            return true;
        });
    }

    /** Judges those who sign in from an address. */
    Judge<SignIn> judge(InetAddress from) {
        return new Judge<>() {
            @Override
            public SignIn password(Identity who, String password) {
                return putOff(() -> forOneself(who, desk.check(who.user(), find(who.user()), password, from)));
            }

            // No tokens and no certificates are given out yet.
            @Override
            public SignIn token(Identity who, String token) {
                return SignIn.Refused.of(SignIn.Reason.WRONG_PASSWORD, who.user());
            }

            @Override
            public SignIn certificate(String actingFor) {
                return SignIn.Refused.of(SignIn.Reason.NO_SUCH_ACCOUNT, actingFor);
            }

            @Override
            public ScramKeys keys(String user, ScramHash hash) {
                return scramKeys(user);
            }

            @Override
            public SignIn proven(Identity who, ScramHash hash, int which) {
                return putOff(() -> forOneself(who, desk.proved(who.user(), find(who.user()), true, from)));
            }

            @Override
            public SignIn disproven(Identity who, ScramHash hash) {
                return putOff(() -> desk.proved(who.user(), find(who.user()), false, from));
            }

            @Override
            public boolean isWelcome(SignIn outcome) {
                return outcome instanceof SignIn.Welcome;
            }
        };
    }

    private interface Question {
        SignIn ask();
    }

    private static SignIn putOff(Question question) {
        try {
            return question.ask();
        } catch (StoreFault fault) {
            LOG.error("sign-in put off: the directory cannot be read", fault);
            return new SignIn.Unavailable();
        }
    }

    /** Naming oneself in another way is not acting for another. RFC 4616 §2. */
    private static SignIn forOneself(Identity who, SignIn outcome) {
        if (!(outcome instanceof SignIn.Welcome(Account account))) return outcome;
        String wanted = who.actingFor();
        boolean oneself = wanted.isEmpty()
                || wanted.equals(who.user())
                || MailAddress.parse(wanted).filter(account.address()::equals).isPresent();
        if (!oneself) return SignIn.Refused.of(SignIn.Reason.NOT_FOR_ANOTHER, who.user());
        if (who.user().indexOf('@') < 0)
            LOG.info(
                    "{} signs in without its domain; its mail program should send the whole address",
                    account.address());
        return outcome;
    }

    private @Nullable Found find(String userName) {
        return rows.read(now -> {
                    Optional<MailAddress> address = SignInDesk.address(
                            userName, userName.indexOf('@') < 0 ? new AddressBook(now).onlyDomain() : Optional.empty());
                    return address.flatMap(a -> Optional.ofNullable(new AddressBook(now).find(a)));
                })
                .orElse(null);
    }

    private ScramKeys scramKeys(String userName) {
        try {
            Found found = find(userName);
            // Somebody who does not exist has a salt too, the same each time. RFC 5802 §9.
            if (found == null) return new ScramKeys(salt("? " + shown(userName)), hashing.scramIterations(), List.of());
            AccountId id = found.account().id();
            Optional<ScramRow> row = scram(id);
            if (row.flatMap(kept -> kept.sha256).isEmpty())
                LOG.info(
                        "{} cannot prove the password yet: it has to be shown once (PLAIN), or set anew",
                        found.account());
            int iterations = row.map(kept -> kept.iterations).orElse(hashing.scramIterations());
            var pairs = row.flatMap(kept -> kept.sha256).stream().toList();
            return new ScramKeys(salt(id.value()), iterations, pairs);
        } catch (StoreFault fault) {
            // The proof that follows will be told to try again later.
            LOG.error("the directory cannot be read", fault);
            return new ScramKeys(new byte[SALT_BYTES], hashing.scramIterations(), List.of());
        }
    }

    private static String shown(String userName) {
        String name = userName.strip().toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), MailAddress.OCTETS));
    }

    /** Not stored: the same for all passwords of an account, and known before any of them is. */
    private byte[] salt(String of) {
        byte[] key = new ServerSecrets(rows, random).key(SALT_KEY);
        return Arrays.copyOf(ScramHash.SHA_256.hmac(key, of.getBytes(StandardCharsets.UTF_8)), SALT_BYTES);
    }
}
