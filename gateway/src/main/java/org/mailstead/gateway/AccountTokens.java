package org.mailstead.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.Trouble.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of an account: renewed before it ends, by one request however many programs wait for it. Who comes while it is
 * being renewed waits; who comes after that failed hears the same, until it is time for another try.
 */
final class AccountTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccountTokens.class);

    /** Before a token's end, so that an outage of some minutes is not noticed. */
    static final Duration EARLY = Duration.ofMinutes(10);

    /** Spread over so long, lest all accounts of all people ask at the same second. */
    static final Duration SPREAD = Duration.ofMinutes(2);

    /** It has to get to the mail server, whose clock may be ahead. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** A refusal is for ever as a rule, but providers have refused by mistake. */
    static final Duration AFTER_REFUSAL = Duration.ofHours(1);

    /** A mail server that refuses good tokens shall not have us ask for one with each connection. */
    private static final Duration BETWEEN_FORCED = Duration.ofMinutes(5);

    /** A provider's token service, with what is kept of the account. */
    interface Service {
        TokenAnswer token(Secrets secrets);
    }

    private final String address;
    private final Service service;
    private final Kept kept;
    private final InstantSource clock;
    private final RandomGenerator random;

    private @Nullable Current current;
    private @Nullable Failure failure;
    private @Nullable Secrets unsaved;
    private int failures;
    private Instant forced = Instant.MIN;
    private Instant since = Instant.MIN;

    private record Current(String token, Instant got, Instant renewAt, Instant end) {
        /** Also not if the clock was put back to before it was got: who knows then how old it is. */
        boolean isUsable(Instant now) {
            return !now.isBefore(got) && now.isBefore(end.minus(LAST_MOMENT));
        }

        boolean isDue(Instant now) {
            return now.isBefore(got) || !now.isBefore(renewAt);
        }
    }

    /** @param text that was refused; empty if it was not a matter of it */
    private record Failure(Trouble trouble, Instant at, Instant again, Optional<String> text) {
        boolean holds(Instant now) {
            return !now.isBefore(at) && now.isBefore(again);
        }
    }

    AccountTokens(String address, Service service, Kept kept, InstantSource clock, RandomGenerator random) {
        this.address = address;
        this.service = service;
        this.kept = kept;
        this.clock = clock;
        this.random = random;
    }

    /** Of an account that a person has signed in. */
    static AccountTokens of(GatewayAccount account, Kept kept, Surroundings around) {
        return new AccountTokens(
                account.address(),
                TokenService.refreshing(around.forms(), account),
                kept,
                around.clock(),
                around.random());
    }

    /** One that is good for some minutes at least. May wait for the provider. */
    synchronized String access() throws NotNow {
        Instant now = clock.instant();
        Current known = current;
        if (known != null && !known.isDue(now)) return known.token();
        Failure failed = failure;
        if (failed != null && failed.holds(now) && !signedInAnew(failed)) {
            if (known != null && known.isUsable(now)) return known.token();
            throw new NotNow(failed.trouble());
        }
        try {
            return renew(now, true).token();
        } catch (NotNow e) {
            if (known != null && known.isUsable(now)) return known.token();
            throw e;
        }
    }

    /**
     * One in place of a token that a mail server does not take, though it should be good.
     *
     * @return the same one if there is no better
     */
    synchronized String insteadOf(String refused) throws NotNow {
        Current known = current;
        if (known == null || !known.token().equals(refused)) return access();
        Instant now = clock.instant();
        if (now.isBefore(forced.plus(BETWEEN_FORCED)) && !now.isBefore(forced)) return refused;
        forced = now;
        current = null;
        try {
            return access();
        } catch (NotNow e) {
            Kind kind = e.trouble().kind();
            // It may be good for other mailboxes of an organisation still, and for this one in a while.
            if (kind == Kind.PROVIDER || kind == Kind.REGISTRATION) current = known;
            if (kind == Kind.PROVIDER) return refused;
            throw e;
        }
    }

    /** Gets one if none was got for so long. */
    synchronized void renewIfUnused(Duration time) throws NotNow {
        if (!clock.instant().isBefore(read().renewed().plus(time))) access();
    }

    /** What is the matter; empty if nothing is, as far as is known. */
    synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(failure).map(Failure::trouble);
    }

    /** When the access token ends; empty without one. */
    synchronized Optional<Instant> end() {
        return Optional.ofNullable(current).map(Current::end);
    }

    /** What was got of an earlier sign-in is worth nothing: perhaps it was somebody else's. */
    synchronized void signedIn(Instant when) {
        if (when.equals(since)) return;
        if (!since.equals(Instant.MIN)) {
            current = null;
            failure = null;
            unsaved = null;
            failures = 0;
            forced = Instant.MIN;
        }
        since = when;
    }

    private boolean signedInAnew(Failure failed) throws NotNow {
        return failed.text().isPresent() && !failed.text().get().equals(read().text());
    }

    private Secrets read() throws NotNow {
        Secrets mine = unsaved;
        if (mine != null) return mine;
        try {
            return kept.read();
        } catch (VaultException e) {
            throw new NotNow(e.trouble());
        }
    }

    private Current renew(Instant now, boolean again) throws NotNow {
        Secrets secrets = read();
        return switch (service.token(secrets)) {
            case TokenAnswer.Granted granted -> taken(granted, secrets, now);
            case TokenAnswer.Refused refused -> {
                Trouble trouble = Refusals.of(refused, address);
                if (trouble.kind() == Kind.PROVIDER) throw failed(trouble, now, retry(), Optional.empty());
                // Another process may have renewed it meanwhile: then the old one is good no more.
                if (again && !read().text().equals(secrets.text())) yield renew(now, false);
                LOG.warn("{}", trouble.words());
                Duration pause = trouble.kind() == Kind.SIGN_IN_AGAIN ? AFTER_REFUSAL : LAST_RETRY;
                throw failed(trouble, now, pause, Optional.of(secrets.text()));
            }
            case TokenAnswer.Unusable unusable -> throw noToken(unusable.why(), now);
            case TokenAnswer.DeviceCode _ -> throw noToken("it answers with a code", now);
        };
    }

    private NotNow noToken(String why, Instant now) {
        String words = "The provider of " + address + " gives no token at the moment: " + why
                + ". Nothing is to be changed; it is tried again.";
        return failed(new Trouble(Kind.PROVIDER, words), now, retry(), Optional.empty());
    }

    private Current taken(TokenAnswer.Granted granted, Secrets secrets, Instant now) {
        keep(secrets.renewed(granted.refresh().orElse(secrets.text()), now));
        failure = null;
        failures = 0;
        Current fresh = current(granted, now);
        current = fresh;
        return fresh;
    }

    /** The new refresh token first: the old one may be worth nothing from now on. */
    private void keep(Secrets renewed) {
        try {
            kept.write(renewed);
            unsaved = null;
        } catch (VaultException e) {
            // It is written with the next one; until then it must not be lost while this process lives.
            LOG.error("The new sign-in of {} is in memory only: {}", address, e.getMessage());
            unsaved = renewed;
        }
    }

    private Current current(TokenAnswer.Granted granted, Instant now) {
        Duration life = granted.life();
        Duration early = EARLY.compareTo(life.dividedBy(2)) < 0 ? EARLY : life.dividedBy(2);
        Duration spread = SPREAD.compareTo(life.dividedBy(10)) < 0 ? SPREAD : life.dividedBy(10);
        Duration jitter = Duration.ofMillis(random.nextLong(spread.toMillis() + 1));
        return new Current(granted.access(), now, now.plus(life).minus(early).minus(jitter), now.plus(life));
    }

    private Duration retry() {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 10));
        failures++;
        Duration bounded = pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY;
        return bounded.plusMillis(random.nextLong(bounded.toMillis() / 4));
    }

    private NotNow failed(Trouble trouble, Instant now, Duration pause, Optional<String> text) {
        failure = new Failure(trouble, now, now.plus(pause), text);
        return new NotNow(trouble);
    }
}
