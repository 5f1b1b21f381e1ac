package org.mailstead.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a program is given to show later: what kind it is, the name of the row it belongs to, and 256 random bits, of which only a
 * digest is kept. Says nothing to who reads it. The beginning is for people who search files for what should not lie about there.
 */
record TokenText(Kind kind, byte[] row, byte[] secret) {
    static final int ROW_BYTES = 16;

    /** As much as nobody guesses, and as a digest has. */
    static final int SECRET_BYTES = 32;

    private static final int CHARACTERS = 64;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    enum Kind {
        ACCESS("mso_"),
        REFRESH("msr_"),
        CODE("msc_"),
        DEVICE("msd_");

        private final String beginning;

        Kind(String beginning) {
            this.beginning = beginning;
        }
    }

    static TokenText draw(Kind kind, byte[] row, RandomGenerator random) {
        return new TokenText(kind, row, bytes(SECRET_BYTES, random));
    }

    static byte[] newRow(RandomGenerator random) {
        return bytes(ROW_BYTES, random);
    }

    private static byte[] bytes(int count, RandomGenerator random) {
        byte[] drawn = new byte[count];
        random.nextBytes(drawn);
        return drawn;
    }

    static Optional<TokenText> parse(Kind kind, String text) {
        if (!text.startsWith(kind.beginning) || text.length() != kind.beginning.length() + CHARACTERS)
            return Optional.empty();
        try {
            byte[] all = Base64.getUrlDecoder().decode(text.substring(kind.beginning.length()));
            if (all.length != ROW_BYTES + SECRET_BYTES) return Optional.empty();
            return Optional.of(
                    new TokenText(kind, Arrays.copyOf(all, ROW_BYTES), Arrays.copyOfRange(all, ROW_BYTES, all.length)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is kept of it. */
    byte[] digest() {
        return sha256(secret);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The one that takes its place: always the same, so that who did not get the answer can ask again. */
    TokenText successor(byte[] key) {
        return new TokenText(kind, row, hmac(key, row, secret));
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As it is given to the program. */
    String text() {
        byte[] all = Arrays.copyOf(row, ROW_BYTES + SECRET_BYTES);
        System.arraycopy(secret, 0, all, ROW_BYTES, SECRET_BYTES);
        return kind.beginning + ENCODER.encodeToString(all);
    }

    /** Not the secret: this may end up in a log. */
    @Override
    public String toString() {
        return kind.name();
    }
}
