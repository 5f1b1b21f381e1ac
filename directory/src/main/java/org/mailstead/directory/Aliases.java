package org.mailstead.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.NameKey;
import org.mailstead.directory.DirectoryRow.NameRow;
import org.mailstead.directory.DirectoryRow.OfAlias;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/** Changes to aliases, each within one commit. */
final class Aliases {
    private Aliases() {}

    static Alias add(Transaction tx, MailAddress alias, List<MailAddress> targets, Optional<MailAddress> owner) {
        List<MailAddress> each = List.copyOf(new LinkedHashSet<>(targets));
        if (each.isEmpty() || each.size() > Directory.ALIAS_TARGETS) {
            throw new DirectoryException(
                    Reason.LIMIT,
                    "The alias " + alias + " needs 1 to " + Directory.ALIAS_TARGETS + " addresses to lead to.");
        }
        NameKey name = DirectoryChecks.requireFree(tx, alias);
        var book = new AddressBook(tx);
        book.checkAlias(alias, each);
        owner.ifPresent(address -> book.requireKnown(alias, address));
        tx.put(name.encode(), new OfAlias(each, owner).encode());
        return new Alias(alias, each, owner);
    }

    static Alias remove(Transaction tx, MailAddress address) {
        if (!(new AddressBook(tx).entry(address).orElse(null) instanceof OfAlias(var targets, var owner))) {
            throw new DirectoryException(
                    Reason.UNKNOWN_ALIAS,
                    "There is no alias " + address + ". See those there are with: mailstead alias list");
        }
        DirectoryChecks.requireNoAliasTo(tx, address);
        NameKey.of(address).ifPresent(name -> tx.delete(name.encode()));
        return new Alias(address, targets, owner);
    }

    static List<Alias> all(Rows rows) {
        var aliases = new ArrayList<Alias>();
        rows.scan(NameKey.ALL, (key, value) -> {
            if (NameRow.decode(value) instanceof OfAlias(var targets, var owner)) {
                aliases.add(new Alias(NameKey.decode(key).address(), targets, owner));
            }
            return true;
        });
        return aliases;
    }
}
