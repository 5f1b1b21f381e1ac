package org.mailstead.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.AdministratorKey;
import org.mailstead.directory.DirectoryKey.DomainKey;
import org.mailstead.directory.DirectoryKey.MadeKey;
import org.mailstead.directory.DirectoryKey.NameKey;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.directory.DirectoryRow.NameRow;
import org.mailstead.directory.DirectoryRow.OfAccount;
import org.mailstead.directory.DirectoryRow.OfAlias;
import org.mailstead.directory.Resolution.Onward;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Rows;

/** Finding one's way from an address to accounts, over the rows of one moment. */
final class AddressBook {
    static final String POSTMASTER = "postmaster";

    private final Rows rows;

    AddressBook(Rows rows) {
        this.rows = rows;
    }

    boolean has(DomainName domain) {
        return rows.get(new DomainKey(domain).encode()) != null;
    }

    /** What stands under exactly this address. */
    Optional<NameRow> entry(MailAddress address) {
        return NameKey.of(address)
                .flatMap(key -> Optional.ofNullable(rows.get(key.encode())))
                .map(NameRow::decode);
    }

    /** The account with exactly this address. */
    @Nullable
    Found find(MailAddress address) {
        if (!(entry(address).orElse(null) instanceof OfAccount(AccountId id))) return null;
        return account(id)
                .map(row -> new Found(new Account(id, row.address()), row))
                .orElse(null);
    }

    Optional<AccountRow> account(AccountId id) {
        return Optional.ofNullable(rows.get(new AccountKey(id).encode())).map(AccountRow::decode);
    }

    /** Under which name the mail for an address is kept. */
    private record Known(MailAddress name, NameRow row) {}

    /** Under the address itself, or without its detail, or where all goes that nobody has. */
    private Optional<Known> known(MailAddress address) {
        var anybody = new MailAddress(MailAddress.ANYBODY, address.domain());
        return knownAs(address)
                .or(() -> address.withoutDetail().flatMap(this::knownAs))
                .or(() -> knownAs(anybody));
    }

    private Optional<Known> knownAs(MailAddress name) {
        return entry(name).map(row -> new Known(name, row));
    }

    /** Whether mail for {@code target} comes by {@code name}, so that {@code name} cannot go while it does. */
    boolean leadsTo(MailAddress target, MailAddress name) {
        return known(target).map(Known::name).filter(name::equals).isPresent();
    }

    Resolution resolve(MailAddress address) {
        Optional<DomainName> domain = DomainName.of(address.domain());
        if (domain.isEmpty() || !has(domain.get())) return new Resolution.Elsewhere();
        Optional<Account> backed = backed(address);
        if (backed.isPresent())
            return Routes.has(rows, domain.get()) ? new Resolution.Routed() : new Resolution.Backed(backed.get());
        var reach = new Reach();
        follow(address, Optional.empty(), reach);
        if (reach.isEmpty() && isPostmaster(address)) {
            answerable().ifPresent(account -> add(account, address, Optional.empty(), reach));
        }
        if (!reach.isEmpty())
            return new Resolution.Local(List.copyOf(reach.accounts.values()), List.copyOf(reach.elsewhere.values()));
        return Routes.has(rows, domain.get()) ? new Resolution.Routed() : new Resolution.NoSuchAddress();
    }

    /** The account with an address, if its mailbox is at a provider. */
    private Optional<Account> backed(MailAddress address) {
        return known(address)
                .map(Known::row)
                .filter(OfAccount.class::isInstance)
                .map(row -> ((OfAccount) row).id())
                .filter(id -> Backings.has(rows, id))
                .flatMap(id -> account(id).map(row -> new Account(id, row.address())));
    }

    /** Nobody would see what is kept here of an account whose mailbox is at a provider. */
    private void add(Account account, MailAddress by, Optional<MailAddress> owner, Reach reach) {
        if (!Backings.has(rows, account.id())) reach.accounts.put(account.id(), account);
        else reach.elsewhere.putIfAbsent(account.address(), new Onward(by, account.address(), owner));
    }

    private static boolean isPostmaster(MailAddress address) {
        return address.withoutDetail().orElse(address).local().equals(POSTMASTER);
    }

    /** Who is behind an address. */
    private static final class Reach {
        final Map<AccountId, Account> accounts = new LinkedHashMap<>();
        final Map<MailAddress, Onward> elsewhere = new LinkedHashMap<>();
        final Set<MailAddress> seen = new HashSet<>();

        boolean isEmpty() {
            return accounts.isEmpty() && elsewhere.isEmpty();
        }

        int size() {
            return accounts.size() + elsewhere.size();
        }
    }

    /**
     * Adds those behind {@code address}. Seeing a name once is enough, which ends loops too: they cannot be made
     * through {@link Directory}, and mail must still find its way when one is there.
     *
     * @param above the owner of the alias that leads here: of a group in a group too, unless that has one of its own
     */
    private void follow(MailAddress address, Optional<MailAddress> above, Reach reach) {
        Known known = known(address).orElse(null);
        if (known == null || !reach.seen.add(known.name())) return;
        switch (known.row()) {
            case OfAccount(AccountId id) ->
                account(id).ifPresent(row -> add(new Account(id, row.address()), address, above, reach));
            case OfAlias(var targets, var owner) -> {
                Optional<MailAddress> told = owner.or(() -> above);
                for (MailAddress target : targets) {
                    if (isHere(target)) follow(target, told, reach);
                    else reach.elsewhere.putIfAbsent(target, new Onward(known.name(), target, told));
                }
            }
        }
    }

    /** Whether mail for an address ends here, be it in a refusal; a route leads those nobody has to another server. */
    private boolean isHere(MailAddress address) {
        return DomainName.of(address.domain())
                .filter(this::has)
                .filter(domain -> known(address).isPresent() || !Routes.has(rows, domain))
                .isPresent();
    }

    /** Who gets mail for a postmaster nobody has named: the first administrator, else the account made first. */
    Optional<Account> answerable() {
        return first(AdministratorKey.ALL)
                .or(() -> first(MadeKey.ALL))
                .flatMap(id -> account(id).map(row -> new Account(id, row.address())));
    }

    private Optional<AccountId> first(KeyRange range) {
        var id = new AtomicReference<@Nullable AccountId>();
        rows.scan(range, (key, value) -> {
            if (NameRow.decode(value) instanceof OfAccount(AccountId first)) id.set(first);
            return false;
        });
        return Optional.ofNullable(id.get());
    }

    /** The one domain there is; empty if there is none or more than one. */
    Optional<DomainName> onlyDomain() {
        var domains = new ArrayList<DomainName>(2);
        rows.scan(DomainKey.ALL, (key, value) -> {
            domains.add(DomainKey.decode(key).domain());
            return domains.size() < 2;
        });
        return domains.size() == 1 ? Optional.of(domains.getFirst()) : Optional.empty();
    }

    /** @throws DirectoryException if an alias {@code name} to {@code targets} cannot be */
    void checkAlias(MailAddress name, List<MailAddress> targets) {
        var reach = new Reach();
        for (MailAddress target : targets) {
            if (target.equals(name)
                    || target.withoutDetail().filter(name::equals).isPresent()) {
                throw new DirectoryException(
                        Reason.LOOP, "The alias " + name + " would lead back to itself. Leave " + target + " out.");
            }
            requireKnown(name, target);
            if (isHere(target)) follow(target, Optional.empty(), reach);
            else reach.elsewhere.put(target, new Onward(name, target, Optional.empty()));
        }
        requireNoWayBack(name, targets);
        if (reach.size() >= Directory.ALIAS_ACCOUNTS) {
            throw new DirectoryException(
                    Reason.LIMIT,
                    "The alias " + name + " would reach more than " + Directory.ALIAS_ACCOUNTS
                            + " people. Split it into several.");
        }
    }

    /** Of those elsewhere nobody here knows. */
    void requireKnown(MailAddress name, MailAddress target) {
        if (!isHere(target) || known(target).isPresent()) return;
        throw new DirectoryException(
                Reason.UNKNOWN_TARGET,
                "The alias " + name + " cannot lead to " + target
                        + ": nobody has that address. Add it first: mailstead account add " + target);
    }

    /**
     * A new alias can close a ring only through a sub-address: {@code x → y+z}, {@code y+z} being kept under {@code y},
     * and then an alias {@code y+z → x}. Goes level by level, so that shared targets are looked at once a level.
     */
    private void requireNoWayBack(MailAddress name, List<MailAddress> targets) {
        Set<MailAddress> level = new LinkedHashSet<>(targets);
        for (int depth = 1; !level.isEmpty(); depth++) {
            if (level.contains(name)) {
                throw new DirectoryException(
                        Reason.LOOP,
                        "The alias " + name + " would lead back to itself through other aliases. Look at them with:"
                                + " mailstead alias list");
            }
            if (depth > Directory.ALIAS_DEPTH) {
                throw new DirectoryException(
                        Reason.LOOP,
                        "The alias " + name + " would lead through more than " + Directory.ALIAS_DEPTH
                                + " aliases. Let it lead to the accounts themselves.");
            }
            var next = new LinkedHashSet<MailAddress>();
            for (MailAddress address : level) {
                if (known(address).map(Known::row).orElse(null) instanceof OfAlias further) {
                    next.addAll(further.targets());
                }
            }
            level = next;
        }
    }
}
