package org.mailstead.oauth;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.directory.Tokens;
import org.mailstead.oauth.Grant.Access;
import org.mailstead.oauth.Grant.Agreed;
import org.mailstead.oauth.Grant.Issued;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs that people have let in, and their tokens. A grant is one row, so that taking it back ends all its tokens at once. May
 * be used from any thread.
 *
 * <p>A refresh token changes with each use. The one before still works, and gives the same successor again, until a token that came
 * with the successor was used, and {@link #GRACE} longer: an answer may be lost, and programs ask from two threads at once. Whoever
 * shows an old one after that, or shows the grant's name with something else, has it from a thief or is one: the grant ends
 * (draft-ietf-oauth-v2-1, RFC 9700 §4.14.2).
 */
public final class Grants implements Tokens {
    /** How long an access token holds. A stolen one is of use so long, unless the grant is taken back. */
    public static final Duration ACCESS = Duration.ofHours(1);

    /** A grant that was not used for so long ends: a telephone in a drawer. */
    public static final Duration UNUSED = Duration.ofDays(180);

    /** Threads of one program that found the token old at the same moment have asked by then. */
    static final Duration GRACE = Duration.ofSeconds(60);

    /** Access tokens of one grant; a program has one, or one for each protocol. With one more, the oldest ends. */
    static final int ACCESSES = 20;

    /** Programs let in by one person. With one more, the one that was not used for longest is let out. */
    public static final int PER_ACCOUNT = 100;

    /** Last use is written down again after this. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** Grants removed in one commit, two rows each. */
    private static final int ROWS_AT_ONCE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final Directory directory;
    private final Clock clock;
    private final RandomGenerator random;
    private final byte[] key;

    /** @param random a secure one: tokens come from it */
    public Grants(
            PartitionStore store, PartitionWriter writer, Directory directory, Clock clock, RandomGenerator random) {
        this.store = store;
        this.writer = writer;
        this.directory = directory;
        this.clock = clock;
        this.random = random;
        key = directory.secrets().key("oauth-refresh");
    }

    /** What came of a try to get tokens for a refresh token. */
    sealed interface Refreshed {
        record Done(Issued issued) implements Refreshed {}

        /** Never given out, taken back, of another program, or not used for too long. */
        record Invalid() implements Refreshed {}

        /** An old one: the grant has ended. */
        record Replayed(String program) implements Refreshed {}

        /** Good, but for less than was asked for. */
        record TooMuch() implements Refreshed {}
    }

    /** The tokens of an answer, drawn before the work that may run twice. */
    record Drawn(TokenText access, TokenText refresh) {}

    Drawn draw(byte[] id) {
        return new Drawn(
                TokenText.draw(TokenText.Kind.ACCESS, id, random), TokenText.draw(TokenText.Kind.REFRESH, id, random));
    }

    byte[] newId() {
        return TokenText.newRow(random);
    }

    /** Lets a program in. */
    public Issued begin(Agreed agreed, InetAddress from) {
        Drawn drawn = draw(newId());
        return write(tx -> begin(tx, agreed, drawn, from));
    }

    Issued begin(Transaction tx, Agreed agreed, Drawn drawn, InetAddress from) {
        Instant now = clock.instant();
        makeRoom(tx, agreed.account());
        byte[] id = drawn.access().row();
        var refresh = GrantRow.Refresh.first(drawn.refresh().digest());
        var row = new GrantRow(agreed, now, now, from.getHostAddress(), refresh, Access.NONE);
        tx.put(GrantKey.ofAccount(agreed.account(), id), new byte[] {1});
        return issue(tx, row, agreed.scope(), drawn, from);
    }

    private Issued issue(Transaction tx, GrantRow row, String scope, Drawn drawn, InetAddress from) {
        Instant now = clock.instant();
        var access = new Access(
                drawn.access().digest(), scope, now.plus(ACCESS), row.refresh().generation());
        tx.put(
                GrantKey.grant(drawn.access().row()),
                row.with(access, now, from.getHostAddress()).encode());
        return new Issued(drawn.access().text(), drawn.refresh().text(), scope, ACCESS.toSeconds());
    }

    private static void makeRoom(Transaction tx, AccountId account) {
        var ids = new ArrayList<byte[]>();
        tx.scan(GrantKey.of(account), (each, _) -> ids.add(GrantKey.idOfAccounts(each)));
        if (ids.size() < PER_ACCOUNT) return;
        ids.stream()
                .min(Comparator.comparing(id -> {
                    GrantRow row = find(tx, id);
                    return row == null ? Instant.MIN : row.lastUsed();
                }))
                .ifPresent(id -> end(tx, account, id));
    }

    private static @Nullable GrantRow find(Rows rows, byte[] id) {
        byte[] row = rows.get(GrantKey.grant(id));
        return row == null ? null : GrantRow.decode(row);
    }

    static void end(Transaction tx, AccountId account, byte[] id) {
        tx.delete(GrantKey.grant(id));
        tx.delete(GrantKey.ofAccount(account, id));
    }

    /** Ends a grant, whosever it is. */
    static void end(Transaction tx, byte[] id) {
        GrantRow row = find(tx, id);
        if (row != null) end(tx, row.account(), id);
    }

    /**
     * Gives new tokens for a refresh token.
     *
     * @param asked what the access token shall be for; empty for all that was given
     */
    Refreshed refresh(String shown, String client, String asked, InetAddress from) {
        Optional<TokenText> parsed = TokenText.parse(TokenText.Kind.REFRESH, shown);
        if (parsed.isEmpty()) return new Refreshed.Invalid();
        TokenText token = parsed.get();
        TokenText access = TokenText.draw(TokenText.Kind.ACCESS, token.row(), random);
        var drawn = new Drawn(access, token.successor(key));
        Refreshed outcome = write(tx -> refresh(tx, token, client, asked, drawn, from));
        if (outcome instanceof Refreshed.Replayed(String program))
            LOG.warn(
                    "oauth: an old token of {} was shown from {}, so its access has ended",
                    program,
                    from.getHostAddress());
        return outcome;
    }

    private Refreshed refresh(
            Transaction tx, TokenText token, String client, String asked, Drawn drawn, InetAddress from) {
        GrantRow row = find(tx, token.row());
        if (row == null || !row.agreed().client().equals(client)) return new Refreshed.Invalid();
        if (isOver(row)) {
            end(tx, row.account(), token.row());
            return new Refreshed.Invalid();
        }
        byte[] digest = token.digest();
        boolean current = TokenText.same(row.refresh().current(), digest);
        if (!current && !mayComeAgain(row, digest)) {
            end(tx, row.account(), token.row());
            return new Refreshed.Replayed(row.agreed().program());
        }
        Optional<String> scope = Scope.narrowed(row.agreed().scope(), asked);
        if (scope.isEmpty()) return new Refreshed.TooMuch();
        GrantRow next = current ? row.rotated(drawn.refresh().digest()) : row;
        return new Refreshed.Done(issue(tx, next, scope.get(), drawn, from));
    }

    private boolean mayComeAgain(GrantRow row, byte[] digest) {
        byte[] previous = row.refresh().previous();
        if (previous == null || !TokenText.same(previous, digest)) return false;
        Instant confirmed = row.refresh().confirmed();
        return confirmed == null || clock.instant().isBefore(confirmed.plus(GRACE));
    }

    private boolean isOver(GrantRow row) {
        return row.lastUsed().plus(UNUSED).isBefore(clock.instant())
                || directory.account(row.account()).isEmpty();
    }

    @Override
    public Verdict check(String shown) {
        Optional<TokenText> token = TokenText.parse(TokenText.Kind.ACCESS, shown);
        if (token.isEmpty()) return new Verdict.Unknown();
        try {
            return check(token.get());
        } catch (StoreFault e) {
            LOG.error("oauth: a token cannot be looked up", e);
            return new Verdict.Unavailable();
        }
    }

    private Verdict check(TokenText token) {
        byte[] digest = token.digest();
        GrantRow row = find(store.rows(GrantKey.PARTITION), token.row());
        Access access = row == null ? null : find(row, digest);
        if (row == null || access == null) return new Verdict.Unknown();
        Optional<Account> account = directory.account(row.account());
        if (account.isEmpty()) return new Verdict.Unknown();
        Instant now = clock.instant();
        if (!now.isBefore(access.end())) return new Verdict.Expired();
        if (row.isConfirmedBy(access) || row.lastUsed().plus(FRESH).isBefore(now)) noteUse(token.row(), digest, now);
        return new Verdict.Good(
                account.get().address().toString(),
                Scope.uses(access.scope()),
                row.agreed().program());
    }

    private void noteUse(byte[] id, byte[] digest, Instant now) {
        write(tx -> {
            GrantRow row = find(tx, id);
            Access access = row == null ? null : find(row, digest);
            if (row == null || access == null) return false;
            tx.put(GrantKey.grant(id), row.used(access, now).encode());
            return true;
        });
    }

    private static @Nullable Access find(GrantRow row, byte[] digest) {
        return row.accesses().stream()
                .filter(each -> TokenText.same(each.digest(), digest))
                .findFirst()
                .orElse(null);
    }

    /** Ends an access token, or with a refresh token the whole grant (RFC 7009 §2.1). Of others nothing is said. */
    void revoke(String shown, String client) {
        TokenText.parse(TokenText.Kind.REFRESH, shown)
                .ifPresent(token -> write(tx -> {
                    GrantRow row = find(tx, token.row());
                    if (row == null || !row.agreed().client().equals(client) || !isOf(row, token.digest()))
                        return false;
                    end(tx, row.account(), token.row());
                    return true;
                }));
        TokenText.parse(TokenText.Kind.ACCESS, shown)
                .ifPresent(token -> write(tx -> {
                    GrantRow row = find(tx, token.row());
                    if (row == null || !row.agreed().client().equals(client)) return false;
                    tx.put(
                            GrantKey.grant(token.row()),
                            row.without(token.digest()).encode());
                    return true;
                }));
    }

    private static boolean isOf(GrantRow row, byte[] digest) {
        byte[] previous = row.refresh().previous();
        return TokenText.same(row.refresh().current(), digest)
                || (previous != null && TokenText.same(previous, digest));
    }

    /** Whom an account has let in, the one that was let in first at the beginning. */
    public List<Grant> of(AccountId account) {
        var grants = new ArrayList<Grant>();
        Rows rows = store.rows(GrantKey.PARTITION);
        rows.scan(GrantKey.of(account), (each, _) -> {
            byte[] id = GrantKey.idOfAccounts(each);
            GrantRow row = find(rows, id);
            if (row != null && !isOver(row)) grants.add(Grant.of(id, row));
            return true;
        });
        grants.sort(Comparator.comparing(Grant::since).thenComparing(Grant::id));
        return grants;
    }

    /** Takes back what an account gave. Whoever is signed in with it stays so until the connection ends. */
    public void revoke(Grant grant) {
        byte[] id = HexFormat.of().parseHex(grant.id());
        write(tx -> {
            end(tx, grant.account(), id);
            return true;
        });
    }

    /** Removes what has ended: of accounts that are gone, what nobody used, old codes. Returns how many grants. */
    public int clear() {
        var over = new ArrayList<byte[]>();
        store.rows(GrantKey.PARTITION).scan(GrantKey.GRANTS, (each, row) -> {
            if (isOver(GrantRow.decode(row))) over.add(GrantKey.id(each));
            return true;
        });
        for (int at = 0; at < over.size(); at += ROWS_AT_ONCE) {
            var some = over.subList(at, Math.min(over.size(), at + ROWS_AT_ONCE));
            write(tx -> {
                for (byte[] id : some) {
                    GrantRow row = find(tx, id);
                    if (row != null && isOver(row)) end(tx, row.account(), id);
                }
                return true;
            });
        }
        write(tx -> AuthorizationCodes.clear(tx, clock.instant()));
        return over.size();
    }

    <T extends @Nullable Object> T write(java.util.function.Function<Transaction, T> work) {
        return writer.write(GrantKey.PARTITION, work).result();
    }
}
