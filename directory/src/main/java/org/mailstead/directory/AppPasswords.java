package org.mailstead.directory;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.mailstead.directory.CredentialRow.AppPasswordRow;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.AppPasswordKey;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.Rows;

/** Passwords for single devices. Changes are durable at return and count from the next try to sign in. */
public final class AppPasswords {
    private final DirectoryRows rows;
    private final Passwords passwords;
    private final Clock clock;
    private final RandomGenerator random;

    AppPasswords(DirectoryRows rows, Passwords passwords, Clock clock, RandomGenerator random) {
        this.rows = rows;
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
    }

    /** @param secret as it is shown to its person, once and never again */
    public record Made(AppPassword password, String secret) {
        /** The secret must not get into a log by way of the record. */
        @Override
        public String toString() {
            return "Made[" + password + "]";
        }
    }

    /**
     * Makes one.
     *
     * @param label what its person calls the device; one that the account has already is refused, since nobody could tell them apart
     * @param uses not empty; {@link Use#WEB} is refused: what is kept in a program must not change passwords
     */
    public Made make(MailAddress address, String label, Set<Use> uses, Optional<Instant> expires) {
        String name = label.strip();
        check(name, uses, expires);
        AccountId id = rows.read(now -> DirectoryChecks.requireAccount(now, address))
                .account()
                .id();
        String secret = AppPassword.generate(random);
        int iterations = passwords.iterations(id);
        ScramKeys.Pair pair = passwords.pair(id, secret, iterations);
        OldProofs old = passwords.oldProofs(id, secret, iterations);
        Instant made = clock.instant();
        return rows.write(tx -> {
            DirectoryChecks.requireAccount(tx, address);
            List<AppPasswordRow> present = of(tx, id);
            if (present.size() >= AppPassword.MOST)
                throw new DirectoryException(
                        Reason.LIMIT,
                        address + " has " + AppPassword.MOST + " app passwords already. Take back those that are not"
                                + " used any more: mailstead account app-password revoke " + address + " LABEL");
            if (present.stream().anyMatch(row -> row.password.label().equalsIgnoreCase(name)))
                throw new DirectoryException(
                        Reason.ALREADY_EXISTS,
                        address + " has an app password called \"" + name + "\" already. Choose another name, or take"
                                + " that one back first: mailstead account app-password revoke " + address + " \""
                                + name + "\"");
            long last = present.stream()
                    .mapToLong(row -> row.password.number())
                    .max()
                    .orElse(0);
            // Larger than any before, also those taken back: commits of this partition are numbered without end.
            var password = new AppPassword(Math.max(last + 1, tx.changeNumber()), name, uses, made, expires);
            tx.put(
                    new AppPasswordKey(id, password.number()).encode(),
                    new AppPasswordRow(password, iterations, pair, old).encode());
            return new Made(password, AppPassword.shown(secret));
        });
    }

    private void check(String label, Set<Use> uses, Optional<Instant> expires) {
        boolean fine = !label.isEmpty()
                && label.codePointCount(0, label.length()) <= AppPassword.LABEL
                && DirectoryException.shown(label).equals(label);
        if (!fine)
            throw new DirectoryException(
                    Reason.BAD_NAME,
                    "An app password needs the name of its device, of up to " + AppPassword.LABEL
                            + " characters, such as \"Ann's iPhone\".");
        if (uses.isEmpty() || uses.contains(Use.WEB))
            throw new DirectoryException(
                    Reason.BAD_NAME, "An app password is for reading, for sending or for both, never for the browser.");
        if (expires.isPresent() && !expires.get().isAfter(clock.instant()))
            throw new DirectoryException(
                    Reason.LIMIT, "This app password would have ended already. Choose a time to come.");
    }

    /** In the order they were made, those that have ended included. */
    public List<AppPassword> of(MailAddress address) {
        return rows
                .read(now -> of(
                        now,
                        DirectoryChecks.requireAccount(now, address).account().id()))
                .stream()
                .map(row -> row.password)
                .toList();
    }

    /**
     * Takes one back: the next try to sign in with it fails.
     *
     * @param labelOrNumber as it was called, in any case, or its number
     */
    public AppPassword revoke(MailAddress address, String labelOrNumber) {
        return rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, address).account().id();
            AppPassword one = of(tx, id).stream()
                    .map(row -> row.password)
                    .filter(each -> each.label().equalsIgnoreCase(labelOrNumber.strip())
                            || Long.toString(each.number()).equals(labelOrNumber.strip()))
                    .findFirst()
                    .orElseThrow(() -> new DirectoryException(
                            Reason.UNKNOWN_PASSWORD,
                            address + " has no app password called \"" + DirectoryException.shown(labelOrNumber)
                                    + "\". See those there are with: mailstead account app-password list " + address));
            tx.delete(new AppPasswordKey(id, one.number()).encode());
            CredentialChanges.takenBack(tx, id, one.label(), clock.instant());
            return one;
        });
    }

    static List<AppPasswordRow> of(Rows rows, AccountId account) {
        var all = new ArrayList<AppPasswordRow>();
        rows.scan(AppPasswordKey.of(account), (key, value) -> all.add(AppPasswordRow.decode(value)));
        return all;
    }

    /** What a mail program does: everything but what needs a browser. */
    public static Set<Use> everything() {
        return EnumSet.complementOf(EnumSet.of(Use.WEB));
    }

    /** Reading mail. */
    public static Set<Use> reading() {
        return EnumSet.of(Use.IMAP, Use.POP3);
    }

    /** Sending it, as printers and scripts do. */
    public static Set<Use> sending() {
        return EnumSet.of(Use.SMTP);
    }
}
