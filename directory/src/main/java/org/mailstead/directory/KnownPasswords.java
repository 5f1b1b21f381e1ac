package org.mailstead.directory;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a while which password was right, so that a program that signs in every minute does not cost a slow
 * hash each time. What is remembered is an HMAC under a key that lives and dies with this process, over the stored hash
 * and the password: a new password has a new hash, so what was known of the old one matches nothing any more.
 */
final class KnownPasswords {
    /** One slow hash an hour per account is nothing; the shorter, the less a stolen memory image is worth. */
    static final Duration LIFETIME = Duration.ofHours(1);

    /** Accounts remembered, about 200 bytes each. */
    static final int REMEMBERED = 20_000;

    private static final String ALGORITHM = "HmacSHA256";

    private record Known(byte[] proof, Instant until) {}

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<AccountId, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownPasswords(Clock clock, RandomGenerator random) {
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** An HMAC that stands for {@code password} together with {@code context}. */
    byte[] proof(String context, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(context.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(PasswordHashing.octets(password));
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
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
