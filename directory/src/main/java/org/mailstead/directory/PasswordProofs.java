package org.mailstead.directory;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By what a process knows a password again without keeping it: an HMAC under a key that lives and dies with the process. */
public final class PasswordProofs {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param random a secure one */
    public PasswordProofs(RandomGenerator random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Stands for {@code password} together with {@code context}. */
    public byte[] of(String context, byte[] password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(password);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
