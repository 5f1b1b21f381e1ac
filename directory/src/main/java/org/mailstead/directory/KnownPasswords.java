package org.mailstead.directory;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Remembers for a while which password was right, so that a program that signs in every minute does not cost a slow
 * hash each time. What is remembered is a proof over the stored hash and the password: a new password has a new hash, so
 * what was known of the old one matches nothing any more.
 */
final class KnownPasswords {
    /** One slow hash an hour per account is nothing; the shorter, the less a stolen memory image is worth. */
    static final Duration LIFETIME = Duration.ofHours(1);

    /** Accounts remembered, about 200 bytes each. */
    static final int REMEMBERED = 20_000;

    private record Known(byte[] proof, Instant until) {}

    private final Clock clock;
    private final PasswordProofs proofs;
    private final Map<AccountId, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownPasswords(Clock clock, RandomGenerator random) {
        this.clock = clock;
        proofs = new PasswordProofs(random);
    }

    byte[] proof(String context, String password) {
        return proofs.of(context, PasswordHashing.octets(password));
    }

    synchronized boolean isRight(AccountId account, byte[] proof) {
        Known one = known.get(account);
        if (one == null) return false;
        if (one.until.isAfter(clock.instant())) return MessageDigest.isEqual(one.proof, proof);
        known.remove(account);
        return false;
    }

    synchronized void remember(AccountId account, byte[] proof) {
        known.put(account, new Known(proof, clock.instant().plus(LIFETIME)));
        if (known.size() > REMEMBERED) known.remove(known.keySet().iterator().next());
    }

    synchronized void forget(AccountId account) {
        known.remove(account);
    }
}
