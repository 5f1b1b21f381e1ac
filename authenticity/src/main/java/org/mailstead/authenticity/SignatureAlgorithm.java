package org.mailstead.authenticity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/**
 * How a signature is made. RFC 6376 §3.3, RFC 8463 §3. There is no {@code rsa-sha1}: such signatures can be forged, and
 * RFC 8301 §3.1 forbids to verify them.
 */
public enum SignatureAlgorithm {
    RSA_SHA256("rsa-sha256", "rsa"),
    ED25519_SHA256("ed25519-sha256", "ed25519");

    private final String word;
    private final String keyType;

    SignatureAlgorithm(String word, String keyType) {
        this.word = word;
        this.keyType = keyType;
    }

    /** As in the tag {@code a} of a signature. */
    public String word() {
        return word;
    }

    /** As in the tag {@code k} of a key. */
    String keyType() {
        return keyType;
    }

    static Optional<SignatureAlgorithm> named(String word) {
        for (var each : values()) if (each.word.equals(word)) return Optional.of(each);
        return Optional.empty();
    }

    static Optional<SignatureAlgorithm> ofKeyType(String type) {
        for (var each : values()) if (each.keyType.equals(type)) return Optional.of(each);
        return Optional.empty();
    }

    /** @param data the header fields in their canonical form */
    byte[] sign(PrivateKey key, byte[] data) {
        try {
            var signature = signature();
            signature.initSign(key);
            signature.update(signed(data));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was checked cannot sign", e);
        }
    }

    /** False for whatever is not this key's signature of the data, be it no signature at all. */
    boolean verify(PublicKey key, byte[] data, byte[] given) {
        try {
            var signature = signature();
            signature.initVerify(key);
            signature.update(signed(data));
            return signature.verify(given);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return Signature.getInstance(
                switch (this) {
                    case RSA_SHA256 -> "SHA256withRSA";
                    case ED25519_SHA256 -> "Ed25519";
                });
    }

    /** Ed25519 signs the hash, not the data: so that a signer in hardware needs but 32 bytes. RFC 8463 §3. */
    private byte[] signed(byte[] data) {
        return switch (this) {
            case RSA_SHA256 -> data;
            case ED25519_SHA256 -> Sha256.digest().digest(data);
        };
    }
}
