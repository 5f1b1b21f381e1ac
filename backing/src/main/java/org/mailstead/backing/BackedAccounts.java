package org.mailstead.backing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Sealed;
import org.mailstead.gateway.Secrets;
import org.mailstead.gateway.VaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept of accounts whose mailbox is at a provider. May be used from any thread. */
public final class BackedAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(BackedAccounts.class);

    private final Directory directory;
    private final BackingKey key;
    private final RandomGenerator random;

    /**
     * @param dataFolder where the key lies that seals what is secret; made when it is first needed
     * @param random a secure one
     */
    public BackedAccounts(Directory directory, Path dataFolder, RandomGenerator random) {
        this.directory = directory;
        this.random = random;
        key = new BackingKey(dataFolder, random);
    }

    /** Takes the mailbox of an account to be at a provider from now on. What was kept of it before is gone. */
    public void put(Account account, Backing backing) throws VaultException {
        byte[] written = backing.account().write();
        Optional<byte[]> sealed = Optional.empty();
        if (backing.secrets().isPresent())
            sealed = Optional.of(seal(account.id(), written, backing.secrets().get()));
        byte[] content = Backing.Row.write(written, sealed);
        if (content.length > Backing.MOST_BYTES) throw failed(account.address().toString(), "it is too large");
        directory.backings().put(account.address(), content);
    }

    /** From now on the mailbox is here. @return whether it was not */
    public boolean remove(Account account) {
        return directory.backings().remove(account.address());
    }

    /** Empty if the mailbox is here. Needs no key. */
    public Optional<GatewayAccount> settings(AccountId account) throws VaultException {
        Optional<Backing.Row> row = row(account);
        return row.map(Backing.Row::account);
    }

    Optional<Backing.Row> row(AccountId account) throws VaultException {
        Optional<byte[]> content = directory.backings().of(account);
        if (content.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Backing.Row.read(content.get()));
        } catch (VaultException e) {
            throw failed(name(account), String.valueOf(e.getMessage()));
        }
    }

    /** All that there are. */
    public List<Account> all() {
        var all = new ArrayList<Account>();
        for (AccountId each : directory.backings().all())
            directory.account(each).ifPresent(all::add);
        return all;
    }

    /** @throws VaultException if there are none, the key is missing, or something was tampered with */
    Secrets secrets(AccountId account) throws VaultException {
        Optional<Backing.Row> row = row(account);
        if (row.isEmpty() || row.get().sealed().isEmpty())
            throw failed(name(account), "nobody is signed in for it any more");
        return open(account, row.get(), row.get().sealed().get());
    }

    private Secrets open(AccountId account, Backing.Row row, byte[] sealed) throws VaultException {
        try {
            Optional<byte[]> plain = Sealed.open(key.read(), sealed, about(account, row.written()));
            if (plain.isPresent()) return Secrets.read(plain.get());
        } catch (VaultException e) {
            throw failed(name(account), String.valueOf(e.getMessage()));
        }
        throw failed(name(account), "it was tampered with, or was sealed with another key than that in " + key.file());
    }

    /** Others in place of what a sign-in has left; nothing is changed if somebody has signed in anew meanwhile. */
    void renewed(AccountId account, Secrets secrets) throws VaultException {
        // A key that cannot be read is told before anything is changed.
        key.read();
        directory.backings().change(account, before -> {
            try {
                Backing.Row row = Backing.Row.read(before);
                boolean same = row.sealed().isPresent()
                        && open(account, row, row.sealed().get()).since().equals(secrets.since());
                if (!same) return before;
                return Backing.Row.write(row.written(), Optional.of(seal(account, row.written(), secrets)));
            } catch (VaultException e) {
                LOG.warn("{}", e.getMessage());
                return before;
            }
        });
    }

    private byte[] seal(AccountId account, byte[] written, Secrets secrets) throws VaultException {
        try {
            return Sealed.close(key.readOrMake(), secrets.write(), about(account, written), random);
        } catch (VaultException e) {
            throw failed(name(account), String.valueOf(e.getMessage()));
        }
    }

    /** What opens one account opens no other, and is shown to no other servers than those somebody signed in with. */
    private static String about(AccountId account, byte[] written) {
        return "mailstead-backing 1\n" + account.value() + "\n" + new String(written, StandardCharsets.UTF_8);
    }

    /** For people. */
    String name(AccountId account) {
        return directory.account(account).map(each -> each.address().toString()).orElse(account.value());
    }

    private static VaultException failed(String address, String why) {
        return new VaultException("What opens the mailbox of " + address + " at its provider cannot be used: " + why
                + ". If that cannot be mended: mailstead account back " + address);
    }
}
