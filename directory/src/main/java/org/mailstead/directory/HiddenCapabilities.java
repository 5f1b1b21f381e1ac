package org.mailstead.directory;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AccountKey;

/**
 * IMAP capabilities that are not offered to single accounts, for mail programs that ask for what they then get wrong.
 * Names are kept in capitals. A change is seen at the next sign-in.
 */
public final class HiddenCapabilities {
    /** Names hidden from one account: more than there are, few enough for the account's row. */
    public static final int MOST = 100;

    /** Characters of a name; the longest registered one has 22. */
    private static final int LONGEST = 60;

    private final DirectoryRows rows;

    HiddenCapabilities(DirectoryRows rows) {
        this.rows = rows;
    }

    /** Empty too if the account is gone. */
    public Set<String> of(AccountId account) {
        return rows.read(now -> new AddressBook(now)
                .account(account)
                .<Set<String>>map(DirectoryRow.AccountRow::hidden)
                .orElse(Set.of()));
    }

    /** In the order of the alphabet. */
    public SortedSet<String> of(MailAddress account) {
        return rows.read(
                now -> sorted(DirectoryChecks.requireAccount(now, account).row().hidden()));
    }

    /** Hides some and shows others again; returns what is hidden then. A name in both is hidden. */
    public SortedSet<String> change(MailAddress account, Set<String> hide, Set<String> show) {
        SortedSet<String> hidden = names(hide);
        SortedSet<String> shown = names(show);
        return rows.write(tx -> {
            Found found = DirectoryChecks.requireAccount(tx, account);
            var all = new TreeSet<>(found.row().hidden());
            all.removeAll(shown);
            all.addAll(hidden);
            if (all.size() > MOST) {
                throw new DirectoryException(
                        Reason.LIMIT, "At most " + MOST + " capabilities can be hidden from an account.");
            }
            if (!all.equals(found.row().hidden())) {
                tx.put(
                        new AccountKey(found.account().id()).encode(),
                        found.row().withHidden(all).encode());
            }
            return sorted(all);
        });
    }

    private static SortedSet<String> sorted(Set<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** Capabilities are atoms. RFC 9051 §9, capability. */
    private static SortedSet<String> names(Set<String> typed) {
        var names = new TreeSet<String>();
        for (String name : typed) {
            if (name.length() > LONGEST || !name.matches("[A-Za-z0-9.+=_:-]+")) {
                throw new DirectoryException(
                        Reason.BAD_NAME,
                        "\"" + DirectoryException.shown(name)
                                + "\" is not the name of a capability. They look like IDLE or LIST-STATUS.");
            }
            names.add(name.toUpperCase(Locale.ROOT));
        }
        return names;
    }
}
