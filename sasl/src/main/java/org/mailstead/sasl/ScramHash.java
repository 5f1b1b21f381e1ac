package org.mailstead.sasl;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions that SCRAM is used with. RFC 5802 §4, RFC 7677 §2. */
public enum ScramHash {
    SHA_1("SHA-1", "HmacSHA1", 20),
    SHA_256("SHA-256", "HmacSHA256", 32);

    private final String digest;
    private final String mac;
    private final int length;

    ScramHash(String digest, String mac, int length) {
        this.digest = digest;
        this.mac = mac;
        this.length = length;
    }

    /** Of what it gives, in bytes. */
    public int length() {
        return length;
    }

    byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance(digest).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + digest, e);
        }
    }

    /** RFC 2104. */
    public byte[] hmac(byte[] key, byte[] bytes) {
        return mac(key).doFinal(bytes);
    }

    /** PBKDF2 with one block. RFC 5802 §2.2, Hi. */
    byte[] iterated(byte[] password, byte[] salt, int iterations) {
        // A key of no bytes is one that Java refuses, and to HMAC the same as one zero byte.
        Mac hmac = mac(password.length == 0 ? new byte[1] : password);
        hmac.update(salt);
        byte[] round = hmac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = hmac.doFinal(round);
            for (int b = 0; b < result.length; b++) result[b] ^= round[b];
        }
        return result;
    }

    private Mac mac(byte[] key) {
        try {
            Mac instance = Mac.getInstance(mac);
            instance.init(new SecretKeySpec(key, mac));
            return instance;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + mac, e);
        }
    }
}
