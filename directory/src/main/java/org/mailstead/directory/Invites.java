package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.directory.CredentialRow.InviteRow;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.InviteKey;
import org.mailstead.store.Rows;

/**
 * Links by which somebody sets up a device without the account's password. Each opens once: that it was used is on disk before anybody
 * gets in by it. Whoever has one can have an app password made, so that it is worth as much as a password until then.
 */
public final class Invites {
    /** As long as people take to come round to it. */
    public static final Duration GOOD_FOR = Duration.ofDays(7);

    /** What somebody may ask for: longer ones lie about in mailboxes. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** Waiting ones of one account: more than a person has devices. */
    public static final int MOST = 20;

    /** 144 random bits, which nobody guesses; a multiple of three, so that base64 needs no padding. */
    private static final int BYTES = 18;

    private static final Pattern LINK = Pattern.compile("([a-z0-9-]{1,40})\\.([A-Za-z0-9_-]{24})");

    private final DirectoryRows rows;
    private final Clock clock;
    private final RandomGenerator random;

    Invites(DirectoryRows rows, Clock clock, RandomGenerator random) {
        this.rows = rows;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The last part of a link: whose it is, and behind a dot 24 letters, digits, dashes and underscores, of which only a digest is kept.
     *
     * @param goodFor at most {@link #LONGEST}
     */
    public String make(MailAddress address, Duration goodFor) {
        if (goodFor.compareTo(LONGEST) > 0 || !goodFor.isPositive())
            throw new DirectoryException(Reason.LIMIT, "An invitation is good for 1 to " + LONGEST.toDays() + " days.");
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.instant();
        return rows.write(tx -> {
            AccountId id = DirectoryChecks.requireAccount(tx, address).account().id();
            int waiting = 0;
            for (Kept each : of(tx, id)) {
                if (each.row().isOver(now)) tx.delete(each.key());
                else waiting++;
            }
            if (waiting >= MOST)
                throw new DirectoryException(
                        Reason.LIMIT,
                        address + " has " + MOST + " invitations already that nobody has used. Take them back first:"
                                + " mailstead account invite " + address + " --revoke");
            tx.put(key(id, token), new InviteRow(now.plus(goodFor)).encode());
            return id.value() + "." + token;
        });
    }

    /** Whose it is, if it is still good. */
    public Optional<Account> look(String link) {
        return rows.read(now -> find(now, link));
    }

    /** As {@link #look}, and nobody can use it after that. Durable at return. */
    public Optional<Account> use(String link) {
        return rows.write(tx -> {
            Optional<Account> found = find(tx, link);
            found.ifPresent(account -> tx.delete(key(account.id(), token(link))));
            return found;
        });
    }

    /** Takes back those of an account that nobody has used. Returns how many there were. */
    public int revokeAll(MailAddress address) {
        return rows.write(tx -> {
            var all =
                    of(tx, DirectoryChecks.requireAccount(tx, address).account().id());
            all.forEach(each -> tx.delete(each.key()));
            Instant now = clock.instant();
            return (int) all.stream().filter(each -> !each.row().isOver(now)).count();
        });
    }

    private Optional<Account> find(Rows now, String link) {
        Matcher parts = LINK.matcher(link);
        if (!parts.matches()) return Optional.empty();
        var account = new AccountId(parts.group(1));
        byte[] row = now.get(key(account, parts.group(2)));
        if (row == null || InviteRow.decode(row).isOver(clock.instant())) return Optional.empty();
        return new AddressBook(now).account(account).map(found -> new Account(account, found.address()));
    }

    private static String token(String link) {
        return link.substring(link.lastIndexOf('.') + 1);
    }

    private record Kept(byte[] key, InviteRow row) {}

    private static List<Kept> of(Rows rows, AccountId account) {
        var all = new ArrayList<Kept>();
        rows.scan(InviteKey.of(account), (key, value) -> all.add(new Kept(key, InviteRow.decode(value))));
        return all;
    }

    private static byte[] key(AccountId account, String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return new InviteKey(account, digest).encode();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
