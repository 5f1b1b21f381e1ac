package org.mailstead.server.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The client's side of SCRAM, which can be told to get things wrong. RFC 5802 §3, §5. */
final class ScramSide {
    private static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";

    private final String hash;
    private final Supplier<byte[]> channel;
    private @Nullable String header;
    private @Nullable String bare;
    private @Nullable String signature;

    /**
     * @param hash SHA-1 or SHA-256
     * @param channel what the connection can be bound by
     */
    ScramSide(String hash, Supplier<byte[]> channel) {
        this.hash = hash;
        this.channel = channel;
    }

    /** @param flag what the client says of channel binding: {@code n}, {@code y} or {@code p=tls-exporter} */
    String first(String flag, String user) {
        header = flag + ",,";
        bare = "n=" + user + ",r=" + NONCE;
        return encoded((header + bare).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param challenge what the server said, in base64
     * @param mistake {@code nonce} for another one, {@code channel} for that of another connection, or none
     */
    String last(String password, String challenge, String mistake) {
        String said = new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8);
        String[] fields = said.split(",", 3);
        byte[] salt = Base64.getDecoder().decode(fields[1].substring(2));
        int iterations = Integer.parseInt(fields[2].substring(2));
        var bound = new ByteArrayOutputStream();
        bound.writeBytes(Objects.requireNonNull(header).getBytes(StandardCharsets.UTF_8));
        if (header.startsWith("p=")) bound.writeBytes(mistake.equals("channel") ? new byte[32] : channel.get());
        String nonce = fields[0].substring(2) + (mistake.equals("nonce") ? "x" : "");
        String unproven = "c=" + encoded(bound.toByteArray()) + ",r=" + nonce;
        byte[] messages = (bare + "," + said + "," + unproven).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] salted = salted(password, salt, iterations);
            byte[] key = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
            byte[] proof = hmac(MessageDigest.getInstance(hash).digest(key), messages);
            for (int i = 0; i < proof.length; i++) proof[i] ^= key[i];
            byte[] server = hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
            signature = encoded(("v=" + encoded(hmac(server, messages))).getBytes(StandardCharsets.US_ASCII));
            return encoded((unproven + ",p=" + encoded(proof)).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By which the server proves that it knows the password too. */
    String signature() {
        return Objects.requireNonNull(signature, "said before the last message");
    }

    private byte[] salted(String password, byte[] salt, int iterations) throws GeneralSecurityException {
        String kind = "PBKDF2WithHmac" + hash.replace("-", "");
        int bits = MessageDigest.getInstance(hash).getDigestLength() * Byte.SIZE;
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, bits);
        return SecretKeyFactory.getInstance(kind).generateSecret(spec).getEncoded();
    }

    private byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("Hmac" + hash.replace("-", ""));
        mac.init(new SecretKeySpec(key, "RAW"));
        return mac.doFinal(text);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
