package org.mailstead.directory;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Remembers for a while which passwords were right, so that a program that signs in every minute does not cost a slow hash each time.
 * What is remembered is a proof of the password, and what was kept of it at that time: a changed or revoked one has something else kept,
 * or nothing, so that what was known of it is worth nothing any more.
 */
final class KnownPasswords {
    /** One slow hash an hour per password is nothing; the shorter, the less a stolen memory image is worth. */
    static final Duration LIFETIME = Duration.ofHours(1);

    /** Passwords remembered, about 300 bytes each. */
    static final int REMEMBERED = 20_000;

    private record Known(String kept, Instant until) {}

    private final Clock clock;
    private final PasswordProofs proofs;
    private final Map<ByteBuffer, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownPasswords(Clock clock, RandomGenerator random) {
        this.clock = clock;
        proofs = new PasswordProofs(random);
    }

    byte[] proof(String context, String password) {
        return proofs.of(context, PasswordHashing.octets(password));
    }

    /** What was kept of the password that was right then; to be compared with what is kept now. */
    synchronized Optional<String> kept(byte[] proof) {
        Known one = known.get(ByteBuffer.wrap(proof));
        if (one == null) return Optional.empty();
        if (one.until.isAfter(clock.instant())) return Optional.of(one.kept);
        known.remove(ByteBuffer.wrap(proof));
        return Optional.empty();
    }

    synchronized void remember(byte[] proof, String kept) {
        known.put(ByteBuffer.wrap(proof), new Known(kept, clock.instant().plus(LIFETIME)));
        if (known.size() > REMEMBERED) known.remove(known.keySet().iterator().next());
    }
}
