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
    SignInDesk.@Nullable Found find(MailAddress address) {
        if (!(entry(address).orElse(null) instanceof OfAccount(AccountId id))) return null;
        return account(id)
                .map(row -> new SignInDesk.Found(new Account(id, row.address()), row))
                .orElse(null);
    }

    List<Alias> aliases() {
        var aliases = new ArrayList<Alias>();
        rows.scan(NameKey.ALL, (key, value) -> {
            if (NameRow.decode(value) instanceof OfAlias(List<MailAddress> targets)) {
                aliases.add(new Alias(NameKey.decode(key).address(), targets));
            }
            return true;
        });
        return aliases;
    }

    Optional<AccountRow> account(AccountId id) {
        return Optional.ofNullable(rows.get(new AccountKey(id).encode())).map(AccountRow::decode);
    }

    /** Where mail for an address is kept: under itself, or under it without its detail. */
    private record Known(MailAddress name, NameRow row) {}

    private Optional<Known> known(MailAddress address) {
        return entry(address)
                .map(row -> new Known(address, row))
                .or(() -> address.withoutDetail().flatMap(base -> entry(base).map(row -> new Known(base, row))));
    }

    /** Whether mail for {@code target} comes by {@code name}, so that {@code name} cannot go while it does. */
    boolean leadsTo(MailAddress target, MailAddress name) {
        return known(target).map(Known::name).filter(name::equals).isPresent();
    }

    Resolution resolve(MailAddress address) {
        Optional<DomainName> domain = DomainName.of(address.domain());
        if (domain.isEmpty() || !has(domain.get())) return new Resolution.Elsewhere();
        var found = new LinkedHashMap<AccountId, Account>();
        follow(address, found, new HashSet<>());
        if (found.isEmpty() && isPostmaster(address)) {
            answerable().ifPresent(account -> found.put(account.id(), account));
        }
        return found.isEmpty() ? new Resolution.NoSuchAddress() : new Resolution.Local(List.copyOf(found.values()));
    }

    private static boolean isPostmaster(MailAddress address) {
        return address.withoutDetail().orElse(address).local().equals(POSTMASTER);
    }

    /**
     * Adds the accounts behind {@code address}. Seeing a name once is enough, which ends loops too: they cannot be made
     * through {@link Directory}, and mail must still find its way when one is there.
     */
    private void follow(MailAddress address, Map<AccountId, Account> found, Set<MailAddress> seen) {
        Known known = known(address).orElse(null);
        if (known == null || !seen.add(known.name())) return;
        switch (known.row()) {
            case OfAccount(AccountId id) -> account(id).ifPresent(row -> found.put(id, new Account(id, row.address())));
            case OfAlias(List<MailAddress> targets) -> {
                for (MailAddress target : targets) follow(target, found, seen);
            }
        }
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
        var accounts = new LinkedHashMap<AccountId, Account>();
        for (MailAddress target : targets) {
            if (target.equals(name)
                    || target.withoutDetail().filter(name::equals).isPresent()) {
                throw new DirectoryException(
                        Reason.LOOP, "The alias " + name + " would lead back to itself. Leave " + target + " out.");
            }
            requireKnown(name, target);
            follow(target, accounts, new HashSet<>());
        }
        requireNoWayBack(name, targets);
        if (accounts.size() >= Directory.ALIAS_ACCOUNTS) {
            throw new DirectoryException(
                    Reason.LIMIT,
                    "The alias " + name + " would reach more than " + Directory.ALIAS_ACCOUNTS
                            + " accounts. Split it into several.");
        }
    }

    private void requireKnown(MailAddress name, MailAddress target) {
        if (known(target).isPresent()) return;
        Optional<DomainName> domain = DomainName.of(target.domain());
        if (domain.isEmpty() || !has(domain.get())) {
            throw new DirectoryException(
                    Reason.UNKNOWN_TARGET,
                    "The alias " + name + " cannot lead to " + target + ": " + target.domain()
                            + " is not a domain of this server, and aliases do not forward to others yet.");
        }
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
                if (known(address).map(Known::row).orElse(null) instanceof OfAlias(List<MailAddress> further)) {
                    next.addAll(further);
                }
            }
            level = next;
        }
    }
}
