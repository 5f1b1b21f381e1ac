package org.mailstead.directory;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that change every half minute. RFC 6238, with what all authenticator programs take for granted: SHA-1, six digits. */
final class Totp {
    private static final String ALGORITHM = "HmacSHA1";
    private static final int STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;
    private static final int DIGITS = 6;

    /** Steps before and after this one: telephones' clocks are off, and people type slowly. RFC 6238 §5.2 */
    private static final int DRIFT = 1;

    private Totp() {}

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    /** RFC 4226 §5.3. */
    static String code(byte[] secret, long step) {
        byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int at = mac[mac.length - 1] & 15;
        int number = ByteBuffer.wrap(mac).getInt(at) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    /**
     * The step that a typed code belongs to; empty for a wrong code.
     *
     * @param after a code of this step or an earlier one has been used up
     */
    static OptionalLong matching(byte[] secret, String typed, Instant now, long after) {
        String code = typed.replaceAll("[\\s-]", "");
        long current = step(now);
        for (long step = current - DRIFT; step <= current + DRIFT; step++)
            if (step > after && code(secret, step).equals(code)) return OptionalLong.of(step);
        return OptionalLong.empty();
    }

    private static byte[] hmac(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(bytes);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
