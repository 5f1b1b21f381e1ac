package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.sasl.PreparationException;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;

/**
 * Argon2id (RFC 9106) over passwords, a few at a time. A hash is kept as a string in PHC form with its own parameters
 * ({@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}), so that new parameters do not make old hashes useless.
 *
 * <p>The work runs on platform threads of its own, as many as there are processors. On a virtual thread it would hold a
 * carrier for all of its 50 ms or more, since nothing in it blocks: with two carriers, two people signing in would stop
 * every other connection. Platform threads share the processors with the carriers by the clock. More of them than
 * processors would finish nothing sooner and cost {@link Cost#memoryKib} each. They end when idle.
 */
public final class PasswordHashing {
    /**
     * What one hash costs.
     *
     * @param memoryKib KiB of memory
     * @param passes over that memory
     * @param lanes worked on at once; ours are worked one after the other
     */
    public record Cost(int memoryKib, int passes, int lanes) {
        /** The second of the choices that OWASP's password storage advice calls equal; 19 MiB a hash bounds our heap. */
        public static final Cost STANDARD = new Cost(19 * 1024, 2, 1);

        /** For tests that sign in a lot. Never for people. */
        public static final Cost CHEAP = new Cost(8, 1, 1);

        /**
         * What the proof of a password costs a guesser who has stolen the store, and each client that signs in so: a tenth of a
         * second on a telephone. Less than our own hash costs; Cyrus SASL, with which many programs sign in, refuses more than 65,536.
         */
        private static final int SCRAM_ITERATIONS = 50_000;

        /** A stored hash may ask for this much and no more, so that a broken row cannot eat the heap. */
        private static final int MOST_MEMORY_KIB = 256 * 1024;

        private static final int MOST_PASSES = 32;
        private static final int MOST_LANES = 16;

        public Cost {
            boolean fine = lanes >= 1
                    && lanes <= MOST_LANES
                    && passes >= 1
                    && passes <= MOST_PASSES
                    && memoryKib >= 8 * lanes
                    && memoryKib <= MOST_MEMORY_KIB;
            if (!fine) throw new IllegalArgumentException("m=" + memoryKib + ",t=" + passes + ",p=" + lanes);
        }

        int scramIterations() {
            return equals(CHEAP) ? ScramKeys.FEWEST_ITERATIONS : SCRAM_ITERATIONS;
        }
    }

    /** Hashing could not start in time; the peer is to try again. */
    static final class Busy extends RuntimeException {
        Busy() {
            super("password checks are all taken", null, false, false);
        }
    }

    /** Bytes of salt and of hash. RFC 9106 §3.1 and §4. */
    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    /** How long a sign-in waits for its turn and its hash: well below the 30 s after which mail programs give up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Hashes that wait for a thread: what two processors work off within {@link #PATIENCE}; more would wait in vain. */
    private static final int WAITING = 300;

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Cost cost;
    private final Duration patience;
    private final ThreadPoolExecutor threads;

    public PasswordHashing(Cost cost) {
        this(cost, Runtime.getRuntime().availableProcessors(), WAITING, PATIENCE);
    }

    PasswordHashing(Cost cost, int atOnce, int waiting, Duration patience) {
        this.cost = cost;
        this.patience = patience;
        threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("password-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * A fresh hash of {@code password} in PHC form.
     *
     * @throws Busy if no thread comes free in time
     */
    String hash(String password, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = inTurn(() -> argon2(cost, salt, password, HASH_BYTES));
        return encode(salt, hash);
    }

    /**
     * By what {@code password} can be proved without being shown.
     *
     * @throws Busy if no thread comes free in time
     */
    ScramRow provable(String password, byte[] salt, OldProofs.Kinds kinds) {
        return inTurn(() -> {
            int iterations = cost.scramIterations();
            try {
                var pair = ScramKeys.Pair.of(password, salt, iterations, ScramHash.SHA_256);
                return new ScramRow(iterations, Optional.of(pair), OldProofs.of(password, salt, iterations, kinds));
            } catch (PreparationException e) {
                return new ScramRow(iterations, Optional.empty(), OldProofs.NONE);
            }
        });
    }

    /**
     * The same of a password that this server has made.
     *
     * @throws Busy if no thread comes free in time
     */
    ScramKeys.Pair pair(String secret, byte[] salt, int iterations) {
        return inTurn(() -> ScramKeys.Pair.of(secret, salt, iterations, ScramHash.SHA_256));
    }

    /** Likewise, for old mechanisms. */
    OldProofs oldProofs(String secret, byte[] salt, int iterations, OldProofs.Kinds kinds) {
        return inTurn(() -> OldProofs.of(secret, salt, iterations, kinds));
    }

    /** How often it is gone round for a proof made today. */
    int scramIterations() {
        return cost.scramIterations();
    }

    /**
     * Whether {@code phc} was made of {@code password}. A string in no known form matches nothing.
     *
     * @param already asked when the turn has come: whether that is known by now, and the work can be saved
     * @throws Busy if no thread comes free in time
     */
    boolean matches(String phc, String password, BooleanSupplier already) {
        Optional<Stored> decoded = decode(phc);
        if (decoded.isEmpty()) return false;
        Stored stored = decoded.get();
        return inTurn(() -> already.getAsBoolean()
                || MessageDigest.isEqual(stored.hash, argon2(stored.cost, stored.salt, password, stored.hash.length)));
    }

    /** Whether {@code phc} was made under another cost than today's. */
    boolean isOutdated(String phc) {
        return decode(phc).map(stored -> !stored.cost.equals(cost)).orElse(true);
    }

    /** A hash no password is known for, to spend the same time on accounts that do not exist. */
    String nobody(RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return encode(salt, hash);
    }

    /** Two keyboards may write one letter in two ways. RFC 8265 §4.2.2. */
    static byte[] octets(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T inTurn(Callable<T> work) {
        Future<T> turn;
        try {
            turn = threads.submit(work);
        } catch (RejectedExecutionException full) {
            throw new Busy();
        }
        try {
            return turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            turn.cancel(false);
            throw new Busy();
        } catch (InterruptedException stopping) {
            turn.cancel(false);
            Thread.currentThread().interrupt();
            throw new Busy();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("hashing a password failed", failed.getCause());
        }
    }

    private static byte[] argon2(Cost cost, byte[] salt, String password, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib)
                .withIterations(cost.passes)
                .withParallelism(cost.lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(octets(password), hash);
        return hash;
    }

    private String encode(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib + ",t=" + cost.passes + ",p=" + cost.lanes + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private record Stored(Cost cost, byte[] salt, byte[] hash) {}

    private static Optional<Stored> decode(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) return Optional.empty();
        try {
            var cost = new Cost(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
            return Optional.of(new Stored(
                    cost,
                    Base64.getDecoder().decode(parts.group(4)),
                    Base64.getDecoder().decode(parts.group(5))));
        } catch (IllegalArgumentException outOfBounds) {
            return Optional.empty();
        }
    }
}
