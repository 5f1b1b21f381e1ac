package org.mailstead.directory;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.NameKey;
import org.mailstead.directory.DirectoryRow.NameRow;
import org.mailstead.directory.DirectoryRow.OfAccount;
import org.mailstead.store.Rows;

/** What must hold before a change of the directory, each with the sentence for when it does not. */
final class DirectoryChecks {
    private DirectoryChecks() {}

    static void requireDomain(Rows rows, DomainName domain) {
        if (new AddressBook(rows).has(domain)) return;
        throw new DirectoryException(
                Reason.UNKNOWN_DOMAIN,
                "The domain " + domain
                        + " is not one of this server's. See those there are with: mailstead domain list");
    }

    static Found requireAccount(Rows rows, MailAddress address) {
        Found found = new AddressBook(rows).find(address);
        if (found != null) return found;
        throw new DirectoryException(
                Reason.UNKNOWN_ACCOUNT,
                "There is no account " + address + ". See those there are with: mailstead account list");
    }

    /** Returns the key for an address of one of our domains that nobody has yet. */
    static NameKey requireFree(Rows rows, MailAddress address) {
        NameKey name = NameKey.of(address)
                .orElseThrow(() -> new DirectoryException(
                        Reason.BAD_DOMAIN, "\"" + DirectoryException.shown(address.domain()) + "\" is not a domain."));
        var book = new AddressBook(rows);
        if (!book.has(name.domain())) {
            throw new DirectoryException(
                    Reason.UNKNOWN_DOMAIN,
                    "The domain " + name.domain() + " is not one of this server's. Add it first: mailstead domain add "
                            + name.domain());
        }
        NameRow entry = book.entry(address).orElse(null);
        if (entry == null) return name;
        boolean account = entry instanceof OfAccount;
        throw new DirectoryException(
                Reason.ALREADY_EXISTS,
                "There is already an " + (account ? "account " : "alias ") + address + ". "
                        + (account ? "Choose another address" : "Remove it first: mailstead alias remove " + address)
                        + ".");
    }

    /** An account under a sub-address would take mail from the account that the address is a detail of. */
    static void requireOwnName(MailAddress address) {
        if (address.isCatchAll()) {
            throw new DirectoryException(
                    Reason.BAD_ADDRESS,
                    "No account can have the address " + address
                            + ": it stands for all that nobody has. Let it lead to an account: mailstead alias add "
                            + address + " ACCOUNT");
        }
        if (address.local().indexOf(MailAddress.DETAIL) < 0) return;
        throw new DirectoryException(
                Reason.BAD_ADDRESS,
                "An account's address cannot have a + in it: " + address
                        + " already reaches the account before the +.");
    }

    static void requireNoAliasTo(Rows rows, MailAddress address) {
        var book = new AddressBook(rows);
        for (Alias alias : Aliases.all(rows)) {
            var reached = Stream.concat(alias.targets().stream(), alias.owner().stream());
            if (reached.anyMatch(target -> book.leadsTo(target, address))) {
                throw new DirectoryException(
                        Reason.IN_USE,
                        "The alias " + alias.address() + " leads to " + address
                                + ". Remove or change it first: mailstead alias remove " + alias.address());
            }
        }
    }

    static void requireNotReachedFromOutside(Rows rows, DomainName domain) {
        for (Alias alias : Aliases.all(rows)) {
            if (alias.address().domain().equals(domain.unicode())) continue;
            var reached = Stream.concat(alias.targets().stream(), alias.owner().stream());
            for (MailAddress target : reached.toList()) {
                if (!target.domain().equals(domain.unicode())) continue;
                throw new DirectoryException(
                        Reason.IN_USE,
                        "The alias " + alias.address() + " leads to " + target + " in " + domain
                                + ". Remove or change it first: mailstead alias remove " + alias.address());
            }
        }
    }

    static void requireNoAccountIn(Rows rows, DomainName domain) {
        var first = new AtomicReference<@Nullable MailAddress>();
        rows.scan(NameKey.in(domain), (key, value) -> {
            if (NameRow.decode(value) instanceof OfAccount) {
                first.set(NameKey.decode(key).address());
            }
            return first.get() == null;
        });
        if (first.get() == null) return;
        throw new DirectoryException(
                Reason.IN_USE, "The account " + first.get() + " was added to " + domain + " meanwhile. Try again.");
    }
}
