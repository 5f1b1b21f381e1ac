package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** That who shows a code is who asked for it. RFC 7636 §4.1, §4.2. */
record Pkce(String verifier) {
    private static final int BYTES = 32;

    static Pkce draw(RandomGenerator random) {
        return new Pkce(text(random));
    }

    /** 256 random bits, for whatever nobody may guess. */
    static String text(RandomGenerator random) {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Not the secret: this may end up in a log. */
    @Override
    public String toString() {
        return challenge();
    }
}
