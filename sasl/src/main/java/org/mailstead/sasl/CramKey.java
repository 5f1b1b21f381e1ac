package org.mailstead.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a server keeps of a password for CRAM-MD5: the states of HMAC-MD5 once it has taken in the password (RFC 2195 §2). They are as
 * good as the password to whoever wants to sign in by CRAM-MD5, and guesses can be tried against them very fast; but they are not the
 * password.
 *
 * @param inner of {@value #BYTES} bytes
 * @param outer likewise
 */
public record CramKey(byte[] inner, byte[] outer) {
    public static final int BYTES = Md5.STATE;

    /** RFC 2104 §2. */
    private static final byte INNER = 0x36;

    private static final byte OUTER = 0x5c;

    public CramKey {
        if (inner.length != BYTES || outer.length != BYTES) throw new IllegalArgumentException("no states of MD5");
    }

    /** @throws PreparationException if the password has characters that cannot be typed alike everywhere */
    public static CramKey of(String password) throws PreparationException {
        byte[] key = Preparation.stored(password).getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(key.length > Md5.BLOCK ? hash(key) : key, Md5.BLOCK);
        return new CramKey(Md5.begun(covered(block, INNER)), Md5.begun(covered(block, OUTER)));
    }

    private static byte[] covered(byte[] block, byte with) {
        byte[] covered = new byte[block.length];
        for (int i = 0; i < block.length; i++) covered[i] = (byte) (block[i] ^ with);
        return covered;
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** HMAC-MD5 under the password. */
    byte[] hmac(byte[] text) {
        return Md5.finished(outer, Md5.finished(inner, text));
    }
}
