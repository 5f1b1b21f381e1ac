package org.mailstead.oauth;

import java.net.InetAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.AccountId;
import org.mailstead.oauth.Grant.Agreed;
import org.mailstead.oauth.Grant.Issued;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a browser brings from the page to the program, which changes it for tokens, once. RFC 6749 §4.1, RFC 7636. */
final class AuthorizationCodes {
    /** A program that waits for it takes it within a second; a slow telephone that was asleep within a minute. */
    static final Duration LIFE = Duration.ofMinutes(2);

    /** For so long it is known that one was used, so that a second use ends what the first one began. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Each has cost a right password. More in ten minutes is no crowd of people, but a program gone wild. */
    static final int MOST = 500;

    /** Of them for one account, so that nobody keeps the others out. */
    static final int OF_ACCOUNT = 20;

    private static final int FORM = 1;
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationCodes.class);

    private final Grants grants;
    private final Clock clock;
    private final RandomGenerator random;

    AuthorizationCodes(Grants grants, Clock clock, RandomGenerator random) {
        this.grants = grants;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What the code was asked for with, which who shows it has to know.
     *
     * @param challenge of the program's verifier, by S256
     */
    record Bound(String client, String redirect, String challenge) {}

    /** @param grant what became of it, once it was used */
    record Row(byte[] digest, Agreed agreed, Bound bound, Instant made, byte @Nullable [] grant) {
        byte[] encode() {
            return new RowWriter()
                    .varint(FORM)
                    .bytes(digest)
                    .string(agreed.account().value())
                    .string(agreed.program())
                    .string(agreed.scope())
                    .string(bound.client())
                    .string(bound.redirect())
                    .string(bound.challenge())
                    .varint(made.getEpochSecond())
                    .optionalBytes(grant)
                    .toBytes();
        }

        Row used(byte[] by) {
            return new Row(digest, agreed, bound, made, by);
        }
    }

    static Row decode(byte[] bytes) {
        try {
            var in = new RowReader(bytes);
            long form = in.varint();
            if (form != FORM)
                throw new StoreFault("an authorisation code has form " + form + ", which this version does not know");
            byte[] digest = in.bytes();
            var account = new AccountId(in.string());
            String program = in.string();
            String scope = in.string();
            var bound = new Bound(in.string(), in.string(), in.string());
            return new Row(
                    digest,
                    new Agreed(account, bound.client(), program, scope),
                    bound,
                    Instant.ofEpochSecond(in.varint()),
                    in.optionalBytes());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
            throw new StoreFault("an authorisation code cannot be read", broken);
        }
    }

    /** Empty if there are too many. */
    Optional<String> make(Agreed agreed, Bound bound) {
        TokenText code = TokenText.draw(TokenText.Kind.CODE, TokenText.newRow(random), random);
        Instant now = clock.instant();
        boolean room = grants.write(tx -> {
            if (clear(tx, now) >= MOST || of(tx, agreed.account()) >= OF_ACCOUNT) return false;
            var row = new Row(code.digest(), agreed, bound, now, null);
            tx.put(GrantKey.code(code.row()), row.encode());
            return true;
        });
        return room ? Optional.of(code.text()) : Optional.empty();
    }

    private static int of(Transaction tx, AccountId account) {
        int[] count = {0};
        tx.scan(GrantKey.CODES, (_, row) -> {
            if (decode(row).agreed().account().equals(account)) count[0]++;
            return true;
        });
        return count[0];
    }

    /** Removes those that are over, and says how many are left. */
    static int clear(Transaction tx, Instant now) {
        var over = new ArrayList<byte[]>();
        int[] left = {0};
        tx.scan(GrantKey.CODES, (key, row) -> {
            if (decode(row).made().plus(REMEMBERED).isBefore(now)) over.add(key);
            else left[0]++;
            return true;
        });
        over.forEach(tx::delete);
        return left[0];
    }

    /**
     * Changes a code for tokens. A code that comes a second time ends what it began: one of the two has stolen it (RFC 6749 §4.1.2).
     *
     * @param digest of the verifier, as the challenge is written
     * @return empty if it cannot be
     */
    Optional<Issued> redeem(String shown, String client, @Nullable String redirect, String digest, InetAddress from) {
        Optional<TokenText> parsed = TokenText.parse(TokenText.Kind.CODE, shown);
        if (parsed.isEmpty()) return Optional.empty();
        TokenText code = parsed.get();
        Grants.Drawn drawn = grants.draw(grants.newId());
        Redeemed done = grants.write(tx -> {
            byte[] key = GrantKey.code(code.row());
            byte[] bytes = tx.get(key);
            Row row = bytes == null ? null : decode(bytes);
            if (row == null || !TokenText.same(row.digest(), code.digest())) return Redeemed.NOTHING;
            if (row.grant() != null) {
                Grants.end(tx, row.grant());
                return new Redeemed(null, row.agreed().program());
            }
            if (!fits(row, client, redirect, digest)) {
                // Who has the code and not the rest has it from somewhere else.
                tx.put(key, row.used(new byte[TokenText.ROW_BYTES]).encode());
                return Redeemed.NOTHING;
            }
            tx.put(key, row.used(drawn.access().row()).encode());
            return new Redeemed(grants.begin(tx, row.agreed(), drawn, from), null);
        });
        if (done.twice() != null)
            LOG.warn("oauth: a code of {} was shown twice, so its access has ended", done.twice());
        return Optional.ofNullable(done.issued());
    }

    /** @param twice whose code it was, if it had been used before */
    private record Redeemed(
            @Nullable Issued issued, @Nullable String twice) {
        static final Redeemed NOTHING = new Redeemed(null, null);
    }

    private boolean fits(Row row, String client, @Nullable String redirect, String digest) {
        return clock.instant().isBefore(row.made().plus(LIFE))
                && row.bound().client().equals(client)
                && (redirect == null || row.bound().redirect().equals(redirect))
                && TokenText.same(TokenText.utf8(row.bound().challenge()), TokenText.utf8(digest));
    }
}
