package org.mailstead.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.DirectoryKey.DomainKey;
import org.mailstead.directory.DirectoryRow.OfAlias;
import org.mailstead.store.Rows;

/** Whom the user names stand for that people type into their mail programs. */
final class UserNames {
    /** Characters worth looking at; the longest address has fewer. */
    private static final int CHARACTERS = 512;

    /** A name without a domain is looked for in so many; a hoster's customers have to type theirs. */
    private static final int DOMAINS = 200;

    /** Of those who have the same name before the {@code @}, so many are told that it was typed alone. */
    private static final int SEVERAL = 10;

    private final AddressBook book;
    private final Rows rows;

    UserNames(Rows rows) {
        this.rows = rows;
        book = new AddressBook(rows);
    }

    /**
     * @param found nobody where the name stands for nobody, or for more than one
     * @param several those of whom nobody knows which is meant
     */
    record Meant(Optional<MailAddress> address, @Nullable Found found, List<Account> several) {
        Meant(Optional<MailAddress> address, @Nullable Found found) {
            this(address, found, List.of());
        }
    }

    /**
     * The address, in any case, with spaces or angle brackets around it; that of an alias that leads to one account only; the part before
     * the {@code @} where only one account has it; {@code DOMAIN\ann} as Windows writes it, and {@code ann%example.org} as old servers
     * wanted it.
     */
    Meant meant(String typed) {
        if (typed.length() > CHARACTERS) return new Meant(Optional.empty(), null);
        String name = typed.strip();
        if (name.startsWith("<") && name.endsWith(">"))
            name = name.substring(1, name.length() - 1).strip();
        if (name.indexOf('@') >= 0) return at(MailAddress.parse(name));
        int backslash = name.indexOf('\\');
        if (backslash >= 0) return ofWindows(name.substring(0, backslash), name.substring(backslash + 1));
        int percent = name.lastIndexOf('%');
        if (percent > 0) {
            Meant old = at(MailAddress.parse(name.substring(0, percent) + "@" + name.substring(percent + 1)));
            if (old.found() != null) return old;
        }
        return anywhere(name, domains());
    }

    private Meant at(Optional<MailAddress> address) {
        return new Meant(address, address.map(this::account).orElse(null));
    }

    private @Nullable Found account(MailAddress address) {
        Found found = book.find(address);
        if (found != null || !(book.entry(address).orElse(null) instanceof OfAlias)) return found;
        if (!(book.resolve(address) instanceof Resolution.Local(var accounts, var onward))) return null;
        if (accounts.size() != 1 || !onward.isEmpty()) return null;
        return book.find(accounts.getFirst().address());
    }

    /** The domain of Windows is seldom the one of the mail: its first word will do, and if nothing fits it is left out. */
    private Meant ofWindows(String domain, String name) {
        String wanted = domain.strip().toLowerCase(Locale.ROOT);
        List<DomainName> all = domains();
        List<DomainName> fitting = all.stream()
                .filter(each -> each.ascii().equals(wanted) || each.ascii().startsWith(wanted + "."))
                .toList();
        return anywhere(name.strip(), fitting.isEmpty() ? all : fitting);
    }

    private Meant anywhere(String local, List<DomainName> domains) {
        if (local.isEmpty() || domains.isEmpty() || domains.size() > DOMAINS) return new Meant(Optional.empty(), null);
        if (domains.size() == 1)
            return at(MailAddress.parse(local + "@" + domains.getFirst().ascii()));
        var found = domains.stream()
                .flatMap(domain -> MailAddress.parse(local + "@" + domain.ascii()).stream())
                .flatMap(address -> Optional.ofNullable(book.find(address)).stream())
                .toList();
        return found.size() == 1
                ? new Meant(Optional.of(found.getFirst().account().address()), found.getFirst())
                : new Meant(
                        Optional.empty(),
                        null,
                        found.stream().map(Found::account).limit(SEVERAL).toList());
    }

    private List<DomainName> domains() {
        var domains = new ArrayList<DomainName>();
        rows.scan(DomainKey.ALL, (key, value) -> {
            domains.add(DomainKey.decode(key).domain());
            return domains.size() <= DOMAINS;
        });
        return domains;
    }
}
