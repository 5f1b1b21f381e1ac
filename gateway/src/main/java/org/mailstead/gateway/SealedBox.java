package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Sealed for the holder of a key, by anybody: a key of the moment and theirs agree on another (X25519, RFC 7748 §6.1), with which it is
 * {@link Sealed}.
 */
final class SealedBox {
    static final int KEY_BYTES = 32;

    private SealedBox() {}

    /** @param privateKey 32 random bytes */
    static byte[] publicKey(byte[] privateKey) {
        return new X25519PrivateKeyParameters(privateKey, 0).generatePublicKey().getEncoded();
    }

    static byte[] close(byte[] publicKey, byte[] plain, String about, RandomGenerator random) {
        byte[] moment = new byte[KEY_BYTES];
        random.nextBytes(moment);
        byte[] shown = publicKey(moment);
        byte[] sealed = Sealed.close(agreed(moment, publicKey, shown, publicKey), plain, about, random);
        byte[] whole = Arrays.copyOf(shown, KEY_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, KEY_BYTES, sealed.length);
        return whole;
    }

    /** Empty if the key is another, or anything was changed. */
    static Optional<byte[]> open(byte[] privateKey, byte[] whole, String about) {
        if (whole.length < KEY_BYTES || privateKey.length != KEY_BYTES) return Optional.empty();
        byte[] shown = Arrays.copyOf(whole, KEY_BYTES);
        try {
            byte[] key = agreed(privateKey, shown, shown, publicKey(privateKey));
            return Sealed.open(key, Arrays.copyOfRange(whole, KEY_BYTES, whole.length), about);
        } catch (IllegalStateException e) {
            // A key of the moment that agrees with everybody on nothing. RFC 7748 §6.1.
            return Optional.empty();
        }
    }

    private static byte[] agreed(byte[] mine, byte[] theirs, byte[] shown, byte[] holder) {
        var agreement = new X25519Agreement();
        agreement.init(new X25519PrivateKeyParameters(mine, 0));
        byte[] secret = new byte[agreement.getAgreementSize()];
        agreement.calculateAgreement(new X25519PublicKeyParameters(theirs, 0), secret, 0);
        try {
            var about = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .addSalt(shown)
                    .addSalt(holder)
                    .thenExpand("mailstead-vault".getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(about);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this JDK has no HKDF", e);
        }
    }
}
