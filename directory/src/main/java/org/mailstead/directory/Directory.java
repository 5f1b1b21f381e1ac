package org.mailstead.directory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.AdministratorKey;
import org.mailstead.directory.DirectoryKey.DomainKey;
import org.mailstead.directory.DirectoryKey.Made;
import org.mailstead.directory.DirectoryKey.MadeKey;
import org.mailstead.directory.DirectoryKey.NameKey;
import org.mailstead.directory.DirectoryKey.SignatureKeyKey;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.directory.DirectoryRow.DomainRow;
import org.mailstead.directory.DirectoryRow.NameRow;
import org.mailstead.directory.DirectoryRow.OfAccount;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;
import org.mailstead.texts.Language;

/**
 * Domains, accounts, aliases. Changes are durable at return and seen by the next call; those that cannot be throw
 * {@link DirectoryException} and change nothing. All methods may be called from any thread.
 */
public final class Directory {
    /** Addresses one alias names: its row must fit the store's 64 KiB with addresses of 254 octets. */
    public static final int ALIAS_TARGETS = 200;

    /** Aliases in a row; people build two or three levels, and a person must be able to follow them. */
    public static final int ALIAS_DEPTH = 8;

    /** Accounts one address reaches; more is a mailing list, which needs unsubscribing and bounces looked after. */
    public static final int ALIAS_ACCOUNTS = 1000;

    /** Accounts removed in one commit: a dozen rows each, below what a commit may hold. */
    private static final int REMOVED_AT_ONCE = 200;

    private final DirectoryRows rows;
    private final Clock clock;
    private final RandomGenerator random;
    private final Passwords passwords;
    private final Pop3Choices pop3Choices;
    private final SignInHistory history;

    /** @param random makes salts and names of accounts; a secure one wherever people sign in */
    public Directory(
            PartitionStore store,
            PartitionWriter writer,
            PasswordHashing hashing,
            Clock clock,
            RandomGenerator random) {
        this(store, writer, hashing, PasswordRules.STANDARD, clock, random);
    }

    public Directory(
            PartitionStore store,
            PartitionWriter writer,
            PasswordHashing hashing,
            PasswordRules rules,
            Clock clock,
            RandomGenerator random) {
        rows = new DirectoryRows(store, writer);
        this.clock = clock;
        this.random = random;
        pop3Choices = new Pop3Choices(rows);
        passwords = new Passwords(rows, hashing, rules, secrets(), clock, random);
        history = new SignInHistory(store, writer, clock);
    }

    /** Returns the domain in the form people read. */
    public String addDomain(String typed) {
        DomainName domain = domain(typed);
        return write(tx -> {
            if (new AddressBook(tx).has(domain))
                throw new DirectoryException(Reason.ALREADY_EXISTS, "The domain " + domain + " is there already.");
            tx.put(new DomainKey(domain).encode(), new DomainRow(clock.instant()).encode());
            return domain.unicode();
        });
    }

    /**
     * Removes a domain with its aliases, and with its accounts if {@code withAccounts}; without that, a domain that has
     * accounts stays.
     *
     * @return the accounts removed, whose mail is still there
     */
    public List<Account> removeDomain(String typed, boolean withAccounts) {
        DomainName domain = domain(typed);
        read(rows -> {
            DirectoryChecks.requireDomain(rows, domain);
            return true;
        });
        List<Account> inside = accounts().stream()
                .filter(account -> account.address().domain().equals(domain.unicode()))
                .toList();
        if (!inside.isEmpty() && !withAccounts)
            throw new DirectoryException(
                    Reason.IN_USE,
                    "The domain " + domain + " still has " + inside.size() + " account(s), the first is "
                            + inside.getFirst().address() + ". Remove them first, or the domain with its accounts.");
        for (int from = 0; from < inside.size(); from += REMOVED_AT_ONCE) {
            List<Account> some = inside.subList(from, Math.min(inside.size(), from + REMOVED_AT_ONCE));
            write(tx -> {
                DirectoryChecks.requireNotReachedFromOutside(tx, domain);
                for (Account account : some)
                    if (new AddressBook(tx).find(account.address()) != null)
                        AccountRemoval.delete(tx, account.address());
                return true;
            });
        }
        write(tx -> {
            DirectoryChecks.requireNotReachedFromOutside(tx, domain);
            DirectoryChecks.requireNoAccountIn(tx, domain);
            tx.deleteRange(NameKey.in(domain));
            tx.deleteRange(SignatureKeyKey.in(domain));
            tx.delete(new DomainKey(domain).encode());
            return true;
        });
        inside.forEach(account -> history.forget(account.id()));
        return inside;
    }

    /** The domains that are ours, in the form people read, in the order of their names. */
    public List<String> domains() {
        return read(rows -> {
            var domains = new ArrayList<String>();
            rows.scan(
                    DomainKey.ALL,
                    (key, value) -> domains.add(DomainKey.decode(key).domain().unicode()));
            return domains;
        });
    }

    /** Whether a domain is ours, in whatever form it is written. */
    public boolean hasDomain(String typed) {
        return DomainName.of(typed)
                .filter(domain -> read(rows -> new AddressBook(rows).has(domain)))
                .isPresent();
    }

    public Account addAccount(MailAddress address, String password) {
        DirectoryChecks.requireOwnName(address);
        AccountId id = AccountId.draw(random);
        return addAccount(id, address, Optional.of(passwords.make(id, password)));
    }

    /** One whose password a directory elsewhere knows, see {@link PasswordAuthority}. */
    public Account addAccountWithoutPassword(MailAddress address) {
        DirectoryChecks.requireOwnName(address);
        return addAccount(AccountId.draw(random), address, Optional.empty());
    }

    private Account addAccount(AccountId id, MailAddress address, Optional<Passwords.Kept> kept) {
        return write(tx -> {
            NameKey name = DirectoryChecks.requireFree(tx, address);
            if (tx.get(new AccountKey(id).encode()) != null) throw new StoreFault("account id " + id + " drawn twice");
            var made = new Made(tx.changeNumber(), tx.ordinal());
            String hash = kept.map(Passwords.Kept::hash).orElse(AccountRow.NO_PASSWORD);
            tx.put(name.encode(), new OfAccount(id).encode());
            tx.put(
                    new AccountKey(id).encode(),
                    AccountRow.of(address, hash, made, clock.instant()).encode());
            kept.ifPresent(one -> one.put(tx, id));
            tx.put(new MadeKey(made).encode(), new OfAccount(id).encode());
            return new Account(id, address);
        });
    }

    /** Removes the account, not its mail. Refused while an alias leads to it. */
    public Account removeAccount(MailAddress address) {
        Account account = write(tx -> {
            DirectoryChecks.requireAccount(tx, address);
            DirectoryChecks.requireNoAliasTo(tx, address);
            return AccountRemoval.delete(tx, address);
        });
        history.forget(account.id());
        return account;
    }

    public void changePassword(MailAddress address, String password) {
        passwords.change(address, password);
    }

    /** From now on a directory elsewhere knows it. App passwords stay. */
    public void removePassword(MailAddress address) {
        passwords.remove(address);
    }

    /** False for an account whose password a directory elsewhere knows, and where there is no account. */
    public boolean hasPassword(MailAddress address) {
        return read(rows -> Optional.ofNullable(new AddressBook(rows).find(address))
                .filter(found -> found.row().hasPassword())
                .isPresent());
    }

    /** Says whether an account answers for the server: it may set limits, and the first of these is postmaster. */
    public void setAdministrator(MailAddress address, boolean is) {
        write(tx -> {
            Found found = DirectoryChecks.requireAccount(tx, address);
            AccountId id = found.account().id();
            tx.put(
                    new AccountKey(id).encode(),
                    found.row().withAdministrator(is).encode());
            byte[] key = new AdministratorKey(found.row().made()).encode();
            if (is) tx.put(key, new OfAccount(id).encode());
            else tx.delete(key);
            return true;
        });
    }

    /** False too if the account is gone. */
    public boolean isAdministrator(AccountId account) {
        return read(rows -> new AddressBook(rows)
                .account(account)
                .filter(AccountRow::administrator)
                .isPresent());
    }

    /** Who shares mailboxes with whom. */
    public SharingIndex sharing() {
        return new SharingIndex(rows);
    }

    /** Ways for mail to other servers. */
    public Routes routes() {
        return new Routes(rows);
    }

    /** Keys that sign mail for our domains. */
    public SignatureKeys signatureKeys() {
        return new SignatureKeys(rows);
    }

    /** What only this server knows. */
    public ServerSecrets secrets() {
        return new ServerSecrets(rows, random);
    }

    public SentCopies sentCopies() {
        return new SentCopies(rows);
    }

    public Backings backings() {
        return new Backings(rows);
    }

    public Pop3Choices pop3Choices() {
        return pop3Choices;
    }

    /** What is not offered to single accounts. */
    public HiddenCapabilities hiddenCapabilities() {
        return new HiddenCapabilities(rows);
    }

    /** The account an id names, if it still is there. */
    public Optional<Account> account(AccountId id) {
        return read(rows -> new AddressBook(rows).account(id).map(row -> new Account(id, row.address())));
    }

    public Optional<Account> account(MailAddress address) {
        return read(
                rows -> Optional.ofNullable(new AddressBook(rows).find(address)).map(Found::account));
    }

    /** All accounts in the order of domain and name. */
    public List<Account> accounts() {
        return read(rows -> {
            var accounts = new ArrayList<Account>();
            rows.scan(NameKey.ALL, (key, value) -> {
                if (NameRow.decode(value) instanceof OfAccount(AccountId id)) {
                    accounts.add(new Account(id, NameKey.decode(key).address()));
                }
                return true;
            });
            return accounts;
        });
    }

    public Alias addAlias(MailAddress alias, List<MailAddress> targets) {
        return addAlias(alias, targets, Optional.empty());
    }

    /**
     * Lets mail to {@code alias} go to {@code targets}: accounts and aliases of this server, and addresses elsewhere. To
     * change an alias, remove and add it.
     *
     * @param owner as in {@link Alias}
     */
    public Alias addAlias(MailAddress alias, List<MailAddress> targets, Optional<MailAddress> owner) {
        return write(tx -> Aliases.add(tx, alias, targets, owner));
    }

    /** Refused while another alias leads to it. */
    public Alias removeAlias(MailAddress address) {
        return write(tx -> Aliases.remove(tx, address));
    }

    /** All aliases in the order of domain and name. */
    public List<Alias> aliases() {
        return read(Aliases::all);
    }

    /**
     * Accounts, aliases and sub-addresses that {@code address} stands for. postmaster@ every domain is known as soon as
     * there is an account: where none has that address, mail to it goes to the account first made of those marked as
     * administrators, else to the account first made (RFC 5321 §4.5.1 wants somebody to read it). abuse@ and others have
     * to be added.
     */
    public Resolution resolve(MailAddress address) {
        return read(rows -> new AddressBook(rows).resolve(address));
    }

    /** Who reads mail to {@code postmaster} without a domain (RFC 5321 §2.3.5): as for a domain without postmaster@. */
    public Resolution resolvePostmaster() {
        return read(rows -> {
            var book = new AddressBook(rows);
            for (DomainName domain : book.onlyDomain().stream().toList()) {
                return book.resolve(new MailAddress(AddressBook.POSTMASTER, domain.unicode()));
            }
            return book.answerable()
                    .<Resolution>map(account -> new Resolution.Local(List.of(account)))
                    .orElseGet(Resolution.NoSuchAddress::new);
        });
    }

    /**
     * In which language each is spoken to.
     *
     * @param usual where nobody has chosen
     */
    public AccountLanguages languages(Language usual) {
        return new AccountLanguages(rows, usual);
    }

    /** When the passwords of an account became others. */
    public CredentialChanges credentialChanges(AccountId account) {
        return read(now -> CredentialChanges.of(now, account));
    }

    /** Passwords for single devices. */
    public AppPasswords appPasswords() {
        return new AppPasswords(rows, passwords, clock, random);
    }

    public KeptProofs keptProofs() {
        return new KeptProofs(rows, passwords);
    }

    /** Links to set up devices by. */
    public Invites invites() {
        return new Invites(rows, clock, random);
    }

    /** Codes beside the password. */
    public SecondFactors secondFactors() {
        return new SecondFactors(rows, secrets(), clock, random);
    }

    /** Who signed in, and who tried. */
    public SignInHistory history() {
        return history;
    }

    /** Lets people in. One for all protocols, since it counts wrong tries. */
    public SignIns signIns(SignInSettings settings) {
        var check = new PasswordCheck(
                passwords,
                new KnownPasswords(clock, random),
                new FailedTries(clock),
                passwords.hashing().nobody(random),
                settings,
                history);
        var admission = new Admission(rows, secondFactors(), new FailedTries(clock), clock);
        return new SignIns(rows, check, admission, settings, history, random);
    }

    static DomainName domain(String typed) {
        return DomainName.of(typed.strip())
                .orElseThrow(() -> new DirectoryException(
                        Reason.BAD_DOMAIN,
                        "\"" + DirectoryException.shown(typed)
                                + "\" is not a domain. It is the part after the @, like example.org."));
    }

    private <T> T write(Function<Transaction, T> work) {
        return rows.write(work);
    }

    private <T> T read(Function<Rows, T> work) {
        return rows.read(work);
    }
}
