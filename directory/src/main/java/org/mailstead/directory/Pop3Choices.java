package org.mailstead.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.Pop3ChoiceKey;
import org.mailstead.directory.Pop3Choice.OnDownload;

/** What people want of POP3: {@link Pop3Choice#USUAL} unless it was said. A change is seen at the next sign-in. */
public final class Pop3Choices {
    private final DirectoryRows rows;

    /** Asked for by everybody who has not signed in yet: must not read all rows each time. */
    private volatile Fewest fewest = new Fewest(-1, OptionalInt.empty());

    /** @param version of the directory of which this was true */
    private record Fewest(long version, OptionalInt days) {}

    Pop3Choices(DirectoryRows rows) {
        this.rows = rows;
    }

    public Pop3Choice of(AccountId account) {
        return rows.read(now -> {
            byte[] row = now.get(new Pop3ChoiceKey(account).encode());
            return row == null ? Pop3Choice.USUAL : Pop3Choice.decode(row);
        });
    }

    /** Those of accounts that want something else than what is usual. */
    public Map<AccountId, Pop3Choice> all() {
        return rows.read(now -> {
            var all = new LinkedHashMap<AccountId, Pop3Choice>();
            now.scan(Pop3ChoiceKey.ALL, (key, row) -> {
                all.put(Pop3ChoiceKey.decode(key).id(), Pop3Choice.decode(row));
                return true;
            });
            return all;
        });
    }

    /** The fewest days for which downloaded messages stay in any account; empty if in all of them they stay for ever. */
    public OptionalInt fewestDays() {
        long version = rows.version();
        Fewest known = fewest;
        if (known.version() == version) return known.days();
        OptionalInt days = countFewestDays();
        // If something changes meanwhile, the next one who asks finds a higher version.
        fewest = new Fewest(version, days);
        return days;
    }

    private OptionalInt countFewestDays() {
        return all().values().stream()
                .map(Pop3Choice::onDownload)
                .flatMapToInt(chosen -> switch (chosen) {
                    case OnDownload.Client() -> IntStream.empty();
                    case OnDownload.Keep() -> IntStream.empty();
                    case OnDownload.Delete() -> IntStream.of(0);
                    case OnDownload.DeleteAfter(int days) -> IntStream.of(days);
                })
                .min();
    }

    /**
     * Returns what is chosen then.
     *
     * @throws DirectoryException if there is no such account, or the choice is beyond what can be chosen
     */
    public Pop3Choice change(MailAddress account, UnaryOperator<Pop3Choice> change) {
        return rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, account).account().id();
            byte[] key = new Pop3ChoiceKey(id).encode();
            byte[] row = tx.get(key);
            Pop3Choice before = row == null ? Pop3Choice.USUAL : Pop3Choice.decode(row);
            Pop3Choice after = change.apply(before);
            requirePossible(after);
            if (after.equals(Pop3Choice.USUAL)) tx.delete(key);
            else if (!after.equals(before)) tx.put(key, after.encode());
            return after;
        });
    }

    private static void requirePossible(Pop3Choice choice) {
        if (choice.onDownload() instanceof OnDownload.DeleteAfter(int days)
                && (days < 1 || days > Pop3Choice.MOST_DAYS)) {
            throw new DirectoryException(
                    Reason.LIMIT, "Messages can be kept for 1 to " + Pop3Choice.MOST_DAYS + " days, not " + days + ".");
        }
        if (choice.shown().size() > Pop3Choice.MOST_SHOWN) {
            throw new DirectoryException(
                    Reason.LIMIT, "POP3 can show INBOX and at most " + Pop3Choice.MOST_SHOWN + " other mailboxes.");
        }
    }
}
