package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What it costs to make a key of a password, by Argon2id. RFC 9106 §3.1.
 *
 * @param memoryKib KiB of memory
 * @param passes over that memory
 * @param lanes worked on one after the other
 */
public record KeyCost(int memoryKib, int passes, int lanes) {
    /** As for the passwords of the server. Those made here have 79 random bits and would do with less, but files get copied. */
    public static final KeyCost STANDARD = new KeyCost(19 * 1024, 2, 1);

    /** For tests that sign in a lot. Never for people. */
    public static final KeyCost CHEAP = new KeyCost(8, 1, 1);

    static final int KEY_BYTES = 32;
    static final int SALT_BYTES = 16;

    /** A file may ask for this much and no more, so that a broken one cannot eat the heap. */
    private static final int MOST_MEMORY_KIB = 64 * 1024;

    private static final int MOST_PASSES = 8;
    private static final int MOST_LANES = 4;

    public KeyCost {
        boolean fine = lanes >= 1
                && lanes <= MOST_LANES
                && passes >= 1
                && passes <= MOST_PASSES
                && memoryKib >= 8 * lanes
                && memoryKib <= MOST_MEMORY_KIB;
        if (!fine) throw new IllegalArgumentException("m=" + memoryKib + ",t=" + passes + ",p=" + lanes);
    }

    byte[] key(String password, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }
}
