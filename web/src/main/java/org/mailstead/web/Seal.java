package org.mailstead.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Puts a seal on texts that are given away and come back: only this server can make it. HMAC-SHA-256, in base64url. */
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Of what {@link #of} makes. */
    public static final int CHARACTERS = 43;

    private final SecretKeySpec key;

    /** @param key known to this server only, and used for nothing else */
    public Seal(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public String of(String text) {
        return ENCODER.encodeToString(of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The 32 bytes of it. */
    public byte[] of(byte[] said) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(said);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Takes as long whatever is wrong with the seal. */
    public boolean holds(String seal, String text) {
        return MessageDigest.isEqual(seal.getBytes(StandardCharsets.UTF_8), of(text).getBytes(StandardCharsets.UTF_8));
    }
}
